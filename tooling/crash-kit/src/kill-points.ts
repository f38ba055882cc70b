import { join } from "node:path";
import type { InjectionPoint } from "./strace/strace-command.ts";
import type { TracedCall } from "./strace/traced-call.ts";

/** A durable write of the runner, as it can be found again in another run. */
export interface KillPoint {
  readonly syscall: string;
  /** Of the file or directory that is written, from the experiment directory; empty for the directory itself. */
  readonly file: string;
  /** Which of the calls to this file, from 1. */
  readonly when: number;
}

/** For people: the call, its place and its number. */
export function labelOf({ syscall, file, when }: KillPoint): string {
  return `${syscall} ${file || "."} #${when}`;
}

/** What kind of write a point is: the call and the kind of file. */
export function kindOf({ syscall, file }: KillPoint): string {
  return `${syscall} ${/^(objects|reports)(?=\/|$)/.exec(file)?.[0] ?? (file || ".")}`;
}

/** The point in an experiment directory. */
export function injectionPoint({ syscall, file, when }: KillPoint, out: string): InjectionPoint {
  return { syscall, paths: [file === "" ? out : join(out, file)], when };
}

/**
 * One kill point for each durable write below the experiment directory that every recording made: of the database, its log, the lock,
 * stored objects and reports. Shared memory (`-shm`) is none: it is made again from the log.
 */
export function killPoints(recordings: readonly (readonly KillPoint[])[]): KillPoint[] {
  const [first = [], ...others] = recordings.map((points) => new Map(points.map((point) => [labelOf(point), point])));
  return [...first].filter(([label]) => others.every((other) => other.has(label))).map(([, point]) => point);
}

/** Numbers the durable writes of one recording. */
export function pointsOf(calls: readonly TracedCall[], out: string): KillPoint[] {
  const counts = new Map<string, number>();
  const points: KillPoint[] = [];
  for (const { syscall, path } of calls) {
    if ((path !== out && !path.startsWith(`${out}/`)) || path.endsWith("-shm")) continue;
    const when = (counts.get(`${syscall} ${path}`) ?? 0) + 1;
    counts.set(`${syscall} ${path}`, when);
    points.push({ syscall, file: path.slice(out.length + 1), when });
  }
  return points;
}

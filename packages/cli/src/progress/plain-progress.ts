import type { Output } from "../output.ts";
import { counted, duration, groupCounts, remainingMs, spent } from "./figures.ts";
import type { ProgressState, Snapshot } from "./progress-state.ts";
import type { Shown } from "./shown.ts";
import type { Titles } from "./titles.ts";

/** Milliseconds between two looks, and the most between two lines. */
const LOOK_EVERY_MS = 5000;
const LINE_EVERY_MS = 60_000;

/** Tells how far a drive has come in lines, for logs: the longer it takes, the fewer. Nothing is said while nothing changes. */
export function plainProgress(output: Output, state: ProgressState, titles: Titles): Shown {
  let told = { counts: "", atMs: 0 };
  const look = (): void => {
    const snapshot = state.snapshot();
    const { elapsedMs } = snapshot;
    const counts = counted(snapshot).join(", ");
    const patience = Math.min(LINE_EVERY_MS, elapsedMs / 20);
    if (counts === told.counts || (told.atMs > 0 && elapsedMs - told.atMs < patience)) return;
    told = { counts, atMs: elapsedMs };
    output.say(progressLine(snapshot, titles));
  };
  const timer = setInterval(look, LOOK_EVERY_MS).unref();
  return { say: output.say, [Symbol.dispose]: () => clearInterval(timer) };
}

/** `24 of 40 runs, 4 running, 1:05, about 2:03 left, $1.23 reported; Prompts (T0): 20 of 20; Skills (T1): 4 of 20` */
export function progressLine(snapshot: Snapshot, titles: Titles): string {
  const { total, active, elapsedMs, groups, draining } = snapshot;
  if (total === 0) return `preparing, ${duration(elapsedMs)}`;
  const remaining = remainingMs(snapshot);
  const whole = [
    ...counted(snapshot),
    `${active.length} running`,
    duration(elapsedMs),
    remaining === null ? null : `about ${duration(remaining)} left`,
    spent(snapshot),
    draining ? "stopping" : null,
  ].filter((part) => part !== null);
  const parts =
    groups.length < 2 ? [] : groups.map((one) => `${titles.group(one.tier)}: ${groupCounts(one).join(", ")}`);
  return [whole.join(", "), ...parts].join("; ");
}

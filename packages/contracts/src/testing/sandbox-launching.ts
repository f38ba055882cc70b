import { launchOf } from "../launch.ts";
import type { ProcessRequest, ProcessResult, ProcessRunner } from "../ports/process-runner.ts";
import type { Launch, Sandbox } from "../ports/sandbox.ts";
import type { Disposable } from "./conformance-case.ts";

export interface OpenSandbox extends Disposable {
  readonly sandbox: Sandbox;
  /** What starts the confined launches. */
  readonly processes: ProcessRunner;
  /** A PATH with the usual programs of a POSIX system. */
  readonly path: string;
  /** Two empty directories, absolute and without links: programs are given the first, and know the path of the second. */
  readonly inside: string;
  readonly outside: string;
  /** Exits with 0 when it got through to a listener on this machine, which is not among the hosts that it may reach. */
  readonly reach: Launch["command"];
  /** For a sandbox that leads to the gateway: a socket at which something answers, and what exits with 0 when it was answered at the port. */
  readonly gateway?: { readonly socket: string; readonly port: number; readonly ask: Launch["command"] } | undefined;
  write(file: string, text: string): Promise<void>;
  /** A file's text; null when there is none. */
  read(file: string): Promise<string | null>;
}

export const NEVER: AbortSignal = new AbortController().signal;
let tokens = 0;

/** A launch in the inside directory. */
export function launch(subject: OpenSandbox, command: Launch["command"], rest: Partial<Launch> = {}): Launch {
  const { path, inside } = subject;
  const token = `sandbox-${Date.now()}-${Math.random()}-${tokens++}`;
  const plain = { command, cwd: inside, env: { PATH: path }, writable: [inside], network: [], token };
  return { ...launchOf(plain), ...rest };
}

/** Confines, runs and releases, as the runner does. */
export async function run(
  { sandbox, processes }: Pick<OpenSandbox, "sandbox" | "processes">,
  asked: Launch,
  rest: Partial<ProcessRequest> = {},
  signal: AbortSignal = NEVER,
): Promise<ProcessResult> {
  await using confined = await sandbox.confine(asked, NEVER);
  const { command, cwd, env } = confined;
  // Awaited, for what confines it is released on return.
  return await processes.run({ command, cwd, env, token: asked.token, outputCap: 1_000_000, ...rest }, signal);
}

/** What a line for the shell prints. */
export async function printed(subject: OpenSandbox, line: string, rest: Partial<Launch> = {}): Promise<string> {
  return text((await run(subject, launch(subject, line, rest))).stdout.bytes);
}

export const text = (bytes: Uint8Array | null): string => Buffer.from(bytes ?? []).toString("utf8");

export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** It gives up after some seconds, for sandboxes under which it would live for ever. */
const BEAT = 'trap "" TERM HUP; echo "$1" >> beating; for n in $(seq 100); do echo . >> "$1"; sleep 0.05; done';

/**
 * Runs a line that leaves things running, each started as `sh beat NAME` in whatever way.
 * @returns the names of those that are alive a second after its end; throws when none ever was.
 */
export async function stillBeating(subject: OpenSandbox, line: string): Promise<readonly string[]> {
  const { inside, read, write } = subject;
  await write(`${inside}/beat`, BEAT);
  await run(subject, launch(subject, `exec >/dev/null 2>&1; ${line} sleep 0.5; exit 0`));
  await pause(1000);
  const names = (await read(`${inside}/beating`))?.trim().split("\n") ?? [];
  if (names.length === 0) throw new Error("nothing was left running");
  const beats = (): Promise<(string | null)[]> => Promise.all(names.map((name) => read(`${inside}/${name}`)));
  const before = await beats();
  await pause(300);
  const after = await beats();
  return names.filter((_, index) => before[index] !== after[index]);
}

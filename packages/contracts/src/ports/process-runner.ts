import type { PORTS } from "../port.ts";

export interface ProcessRequest {
  /** `argv[0]` is looked up in `env.PATH`; a string is run by `sh -c`. */
  readonly command: string | readonly string[];
  readonly cwd: string;
  /** The whole environment: nothing is inherited. */
  readonly env: Readonly<Record<string, string>>;
  /** Written to standard input, which is then closed. Absent: standard input is empty. */
  readonly stdin?: string | Uint8Array | undefined;
  /** Milliseconds until the process group gets TERM; KILL follows within 1 s. Absent: no limit. */
  readonly timeMs?: number | undefined;
  /** Bytes kept of each of stdout and stderr: what comes later is read and dropped. */
  readonly outputCap: number;
  /** Set: kept output goes to `<dir>/stdout` and `<dir>/stderr`, made only when there is any. Absent: it is returned as bytes. */
  readonly outputDir?: string | undefined;
  /** In the environment of every process of one attempt as `SCYLLA_TOKEN`; whatever still carries it at the end is killed. */
  readonly token: string;
  /** Called with each kept chunk of stdout, in order. */
  readonly onStdout?: ((chunk: Uint8Array) => void) | undefined;
  /** The same of stderr. */
  readonly onStderr?: ((chunk: Uint8Array) => void) | undefined;
}

export interface ProcessOutput {
  /** The kept bytes, when no `outputDir` was given. */
  readonly bytes: Uint8Array | null;
  /** The file of the kept bytes; null when there was no output or no `outputDir`. */
  readonly file: string | null;
  /** All bytes that came, kept or not. */
  readonly total: number;
  readonly truncated: boolean;
}

/** How a process ended. An expected end is a value, never a throw. */
export type ProcessExit =
  | { readonly kind: "exited"; readonly code: number }
  /** By a signal that was not ours. */
  | { readonly kind: "signaled"; readonly signal: string }
  /** By us, at the time limit. */
  | { readonly kind: "timed-out" }
  /** By us, because `signal` aborted. */
  | { readonly kind: "aborted" }
  | { readonly kind: "not-started"; readonly code: string; readonly message: string };

export interface ProcessResult {
  readonly exit: ProcessExit;
  readonly durationMs: number;
  readonly stdout: ProcessOutput;
  readonly stderr: ProcessOutput;
  /** Processes that outlived the main one and were killed. */
  readonly leftovers: number;
}

/** The one place that starts programs of others. */
export interface ProcessRunner {
  readonly port: typeof PORTS.processRunner;
  /** What isolates the process, for the result: `process group (not isolated)`, `bwrap`, ... */
  readonly isolation: string;
  /** Resolves when the process and all that it left behind are dead. Aborting sends TERM, then KILL within 1 s. */
  run(request: ProcessRequest, signal: AbortSignal): Promise<ProcessResult>;
  /** Kills every process on this machine that carries one of the tokens; resolves with their count when they are dead. */
  reap(tokens: ReadonlySet<string>): Promise<number>;
}

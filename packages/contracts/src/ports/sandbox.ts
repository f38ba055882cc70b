import type { PORTS } from "../port.ts";

/** A command line as a process runner would start it, and what the process may reach. */
export interface Launch {
  readonly command: string | readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  /** Directories in which it may change everything. They keep their paths. */
  readonly writable: readonly string[];
  /** Files and directories that it may read beside the system's own programs. Not all of them need exist. */
  readonly readable: readonly string[];
  /** Hosts that it may reach beside what the sandbox itself leads to. */
  readonly network: readonly string[];
  /** For a sandbox that confines the network: the unix socket of the gateway, which the process finds at 127.0.0.1:`port`. Others need nothing. */
  readonly gateway?: { readonly socket: string; readonly port: number } | undefined;
  /** Of its attempt: what outlives a killed runner is found by it. */
  readonly token: string;
}

/** What to start instead. Disposed of when the process has ended, or was never started: releases what confined it; twice is once. */
export interface ConfinedLaunch extends AsyncDisposable {
  readonly command: string | readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
}

/**
 * Wraps command lines so that processes run confined. The process runner starts them and ends them as any others:
 * standard streams, exit code and the token in the environment pass through, and when it kills the process group nothing stays alive.
 */
export interface Sandbox {
  readonly port: typeof PORTS.sandbox;
  /** What an experiment asks for by name: `bwrap`, `docker`, ...; `none` is the one that confines nothing. */
  readonly kind: string;
  /** What confines a process, for results and conditions; null exactly for `none`. */
  readonly isolation: string | null;
  /**
   * Whether a confined process reaches nothing of this machine's network. Then whoever opens a route through the gateway opens it on a
   * socket, and names it in the launch; otherwise on loopback.
   */
  readonly confinesNetwork: boolean;
  /**
   * Starts nothing of the launch yet. Confinements at once do not know of each other.
   * @throws {ScyllaError} when the launch can't be confined as it asks: it is refused, never started with more than it asks for.
   */
  confine(launch: Launch, signal: AbortSignal): Promise<ConfinedLaunch>;
  /** Ends what a killed runner left confined under one of the tokens and the process runner can't see; resolves with the count. */
  reap(tokens: ReadonlySet<string>): Promise<number>;
}

import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { CHECKOUT, SCYLLA } from "./places.ts";

export interface ScyllaChild {
  readonly kill: () => void;
  /** The exit code; null when it was killed. */
  readonly ended: Promise<number | null>;
}

/**
 * Starts the real command line. Its words for people go to our stderr, so that its progress is live on a terminal;
 * what it says to programs is not needed here.
 */
export function startScylla(args: readonly string[]): ScyllaChild {
  const child = spawn(process.execPath, [SCYLLA, ...args, "--json"], {
    cwd: CHECKOUT,
    stdio: ["ignore", "ignore", "inherit"],
  });
  const release = passOn(child);
  const ended = once(child, "exit").then(([code]: (number | null)[]) => {
    release();
    return code ?? null;
  });
  return { ended, kill: () => child.kill("SIGKILL") };
}

/** Who stops us stops the runner: it lets its agents finish, and we wait. A terminal's Ctrl-C reaches it by itself. */
function passOn(child: ChildProcess): () => void {
  const onInterrupt = (): void => {};
  const onTerminate = (): void => {
    child.kill("SIGTERM");
  };
  process.on("SIGINT", onInterrupt);
  process.on("SIGTERM", onTerminate);
  return () => {
    process.off("SIGINT", onInterrupt);
    process.off("SIGTERM", onTerminate);
  };
}

import { spawn } from "node:child_process";
import { once } from "node:events";
import { BIN } from "../own-files.ts";
import type { Stopping } from "../stop-signals.ts";

export interface ScyllaChild {
  readonly kill: () => void;
  /** The exit code; null when it was killed. */
  readonly ended: Promise<number | null>;
}

/**
 * Starts this command line as a process of its own, for it is to be killed. Its words for people go to our stderr, so that its progress
 * is live on a terminal; what it says to programs is not needed here. What asks us to stop asks it to stop: it lets its agents finish.
 */
export function startScylla(
  args: readonly string[],
  { env, stopping }: { readonly env: NodeJS.ProcessEnv; readonly stopping: Stopping },
): ScyllaChild {
  const child = spawn(process.execPath, [...process.execArgv, BIN, ...args, "--json"], {
    env: { ...process.env, ...env },
    stdio: ["ignore", "ignore", "inherit"],
  });
  const passOn = (): void => {
    // A terminal's Ctrl-C reaches it by itself.
    if (stopping.signal !== "SIGINT" || !process.stdin.isTTY) child.kill("SIGTERM");
  };
  const asked = [stopping.drain, stopping.kill];
  for (const signal of asked) signal.addEventListener("abort", passOn);
  const ended = once(child, "exit").then(([code]: (number | null)[]) => {
    for (const signal of asked) signal.removeEventListener("abort", passOn);
    return code ?? null;
  });
  return { ended, kill: () => child.kill("SIGKILL") };
}

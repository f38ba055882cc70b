import type { StopSignals } from "@scylla/runner-core";
import { exitOfSignal, type StopSignal } from "./exit-codes.ts";

/** The first signal lets running agents finish, the second kills them, the third ends this process at once. */
export interface Stopping extends StopSignals, Disposable {
  /** The first that came; a closed terminal counts as SIGTERM. */
  readonly signal: StopSignal | null;
}

const SIGNALS = { SIGINT: "SIGINT", SIGTERM: "SIGTERM", SIGHUP: "SIGTERM" } as const;

/** Listens until it is disposed. @param onSignal is told how many came. */
export function stopSignals(onSignal: (count: number, signal: StopSignal) => void): Stopping {
  const drain = new AbortController();
  const kill = new AbortController();
  let first: StopSignal | null = null;
  let count = 0;
  const listener = (received: NodeJS.Signals): void => {
    const signal = SIGNALS[received as keyof typeof SIGNALS];
    first ??= signal;
    count++;
    // What is in flight is in the store; the next start sees to the rest.
    if (count > 2) process.exit(exitOfSignal(first));
    (count === 1 ? drain : kill).abort();
    onSignal(count, signal);
  };
  for (const name of Object.keys(SIGNALS)) process.on(name, listener);
  return {
    drain: drain.signal,
    kill: kill.signal,
    get signal() {
      return first;
    },
    [Symbol.dispose]: () => {
      for (const name of Object.keys(SIGNALS)) process.off(name, listener);
    },
  };
}

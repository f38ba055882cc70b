/** Time, so that tests and simulations can have their own. */
export interface Clock {
  /** Wall time, milliseconds since the epoch. May jump: never subtract two of them for a duration. */
  now(): number;
  /** Monotonic milliseconds. */
  monotonic(): number;
  /** Resolves after `ms`, or rejects with the signal's reason at once when it aborts. */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
}

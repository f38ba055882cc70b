import { isScyllaError } from "@scylla/contracts";

export interface RetryPolicy {
  /** How often a stage is tried in one drive, the first time included. */
  readonly tries: number;
  /** Milliseconds before the second try; each further wait is four times as long. */
  readonly baseMs: number;
}

export const DEFAULT_RETRY: RetryPolicy = { tries: 3, baseMs: 1000 };

/** Exponential back-off with up to 25% of jitter, so that siblings that failed together do not return together. */
export function backoffMs(policy: RetryPolicy, tried: number, random: () => number): number {
  return Math.round(policy.baseMs * 4 ** (tried - 1) * (1 + random() / 4));
}

/** Errors after which no run can go on: nothing more could be recorded, or nothing more could be started. */
export function isFatal(error: unknown): boolean {
  return (
    isScyllaError(error, "DISK_FULL") ||
    isScyllaError(error, "STORE_IO") ||
    isScyllaError(error, "STORE_FENCED") ||
    isScyllaError(error, "STORE_DAMAGED") ||
    isScyllaError(error, "SETUP_FAILED")
  );
}

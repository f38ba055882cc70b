import { requireInteger, requireLevel } from "../checks.ts";
import type { Interval } from "../interval.ts";
import type { BootstrapMethod } from "./interval.ts";

export interface BootstrapOptions {
  /** Default `bca`. */
  readonly method?: BootstrapMethod;
  /** Default 10000. */
  readonly resamples?: number;
  /** Default 0.95. */
  readonly level?: number;
  /** Default 42. Equal seeds give equal intervals. */
  readonly seed?: number;
}

/** `estimate` is the statistic of the data at hand. */
export interface BootstrapInterval extends Interval {
  readonly estimate: number;
  /** Standard deviation of the replicates. */
  readonly standardError: number;
}

/** @throws {RangeError} unless resamples >= 1 is an integer and 0 < level < 1. */
export function withDefaults(options: BootstrapOptions): Required<BootstrapOptions> {
  const all = { method: "bca", resamples: 10_000, level: 0.95, seed: 42, ...options } as const;
  requireInteger(all.resamples, 1, "resamples");
  requireLevel(all.level);
  return all;
}

/** Standard deviation of the replicates; 0 for one. */
export function standardErrorOf(replicates: Float64Array): number {
  const n = replicates.length;
  if (n < 2) return 0;
  // About the first of them, so that equal ones have exactly none.
  const origin = replicates[0] ?? 0;
  let total = 0;
  for (let i = 0; i < n; i++) total += (replicates[i] ?? 0) - origin;
  let squares = 0;
  for (let i = 0; i < n; i++) squares += ((replicates[i] ?? 0) - origin - total / n) ** 2;
  return Math.sqrt(squares / (n - 1));
}

import { requireInteger } from "../checks.ts";
import { randomSource } from "../random/random-source.ts";

export interface PermutationOptions {
  /** The most arrangements that are gone through one by one. Default 2^16. */
  readonly exactUpTo?: number;
  /** Arrangements drawn otherwise. Default 10000: p is at least 1 / 10001 per tail. */
  readonly draws?: number;
  readonly seed?: number;
}

/** @throws {RangeError} for an option that is no positive integer. */
export function permutationSettings(options: PermutationOptions): Required<PermutationOptions> {
  const settings = { exactUpTo: 65_536, draws: 10_000, seed: 42, ...options };
  requireInteger(settings.exactUpTo, 1, "exactUpTo");
  requireInteger(settings.draws, 1, "draws");
  return settings;
}

export interface SignPatterns {
  readonly method: "exact" | "monte-carlo";
  /** All 2^n, or how many are drawn. */
  readonly arrangements: number;
  /** Signs 1 and -1, the observed pattern first: all of them, or it and those drawn. One array, filled anew each time. */
  readonly patterns: Iterable<Int32Array>;
}

/** The ways to choose the signs of n differences. */
export function signPatterns(n: number, { exactUpTo, draws, seed }: Required<PermutationOptions>): SignPatterns {
  return 2 ** n <= exactUpTo
    ? { method: "exact", arrangements: 2 ** n, patterns: allPatterns(n) }
    : { method: "monte-carlo", arrangements: draws, patterns: drawnPatterns(n, draws, seed) };
}

function* allPatterns(n: number): Generator<Int32Array> {
  const signs = new Int32Array(n).fill(1);
  for (let set = 0; set < 2 ** n; set++) {
    for (let i = 0; i < n; i++) signs[i] = 1 - 2 * ((set >> i) & 1);
    yield signs;
  }
}

function* drawnPatterns(n: number, draws: number, seed: number): Generator<Int32Array> {
  const signs = new Int32Array(n).fill(1);
  yield signs;
  const { fillBelow } = randomSource(seed);
  for (let draw = 0; draw < draws; draw++) {
    fillBelow(signs, 2);
    for (let i = 0; i < n; i++) signs[i] = 1 - 2 * (signs[i] ?? 0);
    yield signs;
  }
}

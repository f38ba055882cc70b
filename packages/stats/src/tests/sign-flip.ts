import { requireFinite, requireInteger } from "../checks.ts";
import { randomSource } from "../random/random-source.ts";

export interface PermutationTest {
  /** Two-sided: twice the smaller tail, at most 1. */
  readonly p: number;
  readonly method: "exact" | "monte-carlo";
  /** All arrangements, or how many were drawn. */
  readonly arrangements: number;
}

export interface PermutationOptions {
  /** The most arrangements that are gone through one by one. Default 2^16. */
  readonly exactUpTo?: number;
  /** Arrangements drawn otherwise. Default 10000: p is at least 1 / 10001 per tail. */
  readonly draws?: number;
  readonly seed?: number;
}

export const PERMUTATION_DEFAULTS = { exactUpTo: 65_536, draws: 10_000, seed: 42 } as const;

/**
 * Sign-flip test that paired differences are symmetric about zero: the mean over all ways to choose their signs. With one difference per
 * task it holds for any number of tasks, but below six of them p cannot reach 0.05. Exact where all signs can be gone through; otherwise
 * drawn, with the observed arrangement counted among them. When all differences are zero p is 1.
 * Source: R. A. Fisher, The Design of Experiments (1935), section 21; B. Phipson and G. K. Smyth, Stat. Appl. Genet. Mol. Biol. 9 (2010) 39.
 * @returns null for no differences.
 * @throws {RangeError} for a value that is NaN or infinite, or an option that is no positive integer.
 */
export function signFlip(differences: readonly number[], options: PermutationOptions = {}): PermutationTest | null {
  requireFinite(differences, "differences");
  const { exactUpTo, draws, seed } = { ...PERMUTATION_DEFAULTS, ...options };
  requireInteger(exactUpTo, 1, "exactUpTo");
  requireInteger(draws, 1, "draws");
  const n = differences.length;
  if (n === 0) return null;
  const observed = differences.reduce((total, d) => total + d, 0);
  const tails = tailCounter(observed, 1e-12 * differences.reduce((total, d) => total + Math.abs(d), 0));
  if (2 ** n <= exactUpTo) {
    for (let flips = 0; flips < 2 ** n; flips++) {
      tails.count(differences.reduce((total, d, i) => total + (((flips >> i) & 1) === 1 ? -d : d), 0));
    }
    return { p: tails.p(), method: "exact", arrangements: 2 ** n };
  }
  const random = randomSource(seed);
  const coins = new Int32Array(n);
  tails.count(observed);
  for (let draw = 0; draw < draws; draw++) {
    random.fillBelow(coins, 2);
    let total = 0;
    for (let i = 0; i < n; i++) total += coins[i] === 1 ? -(differences[i] ?? 0) : (differences[i] ?? 0);
    tails.count(total);
  }
  return { p: tails.p(), method: "monte-carlo", arrangements: draws };
}

/** Counts statistics at or beyond the observed one on either side; what differs by rounding only is a tie. */
export function tailCounter(observed: number, tolerance: number) {
  let [low, high, all] = [0, 0, 0];
  return {
    count(statistic: number): void {
      all++;
      if (statistic <= observed + tolerance) low++;
      if (statistic >= observed - tolerance) high++;
    },
    p: (): number => Math.min(1, (2 * Math.min(low, high)) / all),
  };
}

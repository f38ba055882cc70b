import { requireFinite } from "../checks.ts";
import { type PermutationOptions, permutationSettings, signPatterns } from "./sign-patterns.ts";
import { tailCounter } from "./tail-counter.ts";

export interface PermutationTest {
  /** Two-sided: twice the smaller tail, at most 1. */
  readonly p: number;
  readonly method: "exact" | "monte-carlo";
  /** All arrangements, or how many were drawn. */
  readonly arrangements: number;
}

/**
 * Sign-flip test that paired differences are symmetric about zero: their mean over all ways to choose their signs. With one difference per
 * task it holds for any number of tasks, but below six of them p cannot reach 0.05. Exact where all signs can be gone through; otherwise
 * drawn, with the observed arrangement counted among them. When all differences are zero p is 1.
 * Source: R. A. Fisher, The Design of Experiments (1935), section 21; B. Phipson and G. K. Smyth, Stat. Appl. Genet. Mol. Biol. 9 (2010) 39.
 * @returns null for no differences.
 * @throws {RangeError} for a value that is NaN or infinite, or an option that is no positive integer.
 */
export function signFlip(differences: readonly number[], options: PermutationOptions = {}): PermutationTest | null {
  requireFinite(differences, "differences");
  const settings = permutationSettings(options);
  if (differences.length === 0) return null;
  const { method, arrangements, patterns } = signPatterns(differences.length, settings);
  const size = differences.reduce((total, d) => total + Math.abs(d), 0);
  const observed = differences.reduce((total, d) => total + d, 0);
  const tails = tailCounter(observed, 1e-12 * size);
  const values = Float64Array.from(differences);
  for (const signs of patterns) {
    let total = 0;
    for (let i = 0; i < values.length; i++) total += (values[i] ?? 0) * (signs[i] ?? 1);
    tails.count(total);
  }
  return { p: tails.p(), method, arrangements };
}

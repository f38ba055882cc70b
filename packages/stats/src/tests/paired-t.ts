import { requirePairs } from "../checks.ts";
import { mean, standardDeviation } from "../describe/moments.ts";
import { twoSidedT } from "../distributions/student-t.ts";

export interface PairedT {
  readonly t: number;
  readonly df: number;
  /** Two-sided. */
  readonly p: number;
}

/**
 * Paired t test that the mean of x - y is zero. For tasks with repeats, give one mean per task and side.
 * Source: Student, Biometrika 6 (1908) 1-25.
 * @returns null for fewer than two pairs, or when all differences are equal: there is no variation to judge by.
 * @throws {RangeError} for unequal lengths, or a value that is NaN or infinite.
 */
export function pairedT(x: readonly number[], y: readonly number[]): PairedT | null {
  requirePairs(x, y);
  const differences = x.map((value, i) => value - (y[i] ?? 0));
  const centre = mean(differences);
  const deviation = standardDeviation(differences);
  if (centre === null || deviation === null || deviation === 0) return null;
  const t = centre / (deviation / Math.sqrt(x.length));
  return { t, df: x.length - 1, p: twoSidedT(t, x.length - 1) };
}

import { requirePairs } from "../checks.ts";
import { sum } from "../describe/sum.ts";
import { incompleteBeta } from "../distributions/incomplete-beta.ts";
import { rank } from "./ranks.ts";

export interface Correlation {
  /** In [-1, 1]. */
  readonly r: number;
  /** Two-sided, that there is no association. 1 for two pairs: any two points lie on a line. */
  readonly p: number;
}

/**
 * Pearson's product-moment correlation; p from the t distribution with n - 2 degrees of freedom.
 * Source: R. A. Fisher, Biometrika 10 (1915) 507-521.
 * @returns null for fewer than two pairs, or when a side is constant.
 * @throws {RangeError} for unequal lengths, or a value that is NaN or infinite.
 */
export function pearson(x: readonly number[], y: readonly number[]): Correlation | null {
  requirePairs(x, y);
  const dx = unitDeviations(x);
  const dy = unitDeviations(y);
  if (dx === null || dy === null) return null;
  // 1 - r and 1 + r without cancellation, from the distance and the sum of the unit vectors.
  const [below, above] = [squareOf(dx, dy, -1) / 2, squareOf(dx, dy, 1) / 2];
  const r = (above - below) / (above + below);
  // P(|T| > t) for t² = r² (n - 2) / (1 - r²) is I at 1 - r².
  const p = x.length === 2 ? 1 : incompleteBeta(x.length / 2 - 1, 0.5, below * above, r * r).lower;
  return { r, p };
}

/**
 * Spearman's rank correlation: Pearson's of the ranks, ties sharing their mean rank.
 * Source: C. Spearman, Amer. J. Psychol. 15 (1904) 72-101; p by t with n - 2 degrees of freedom as `scipy.stats.spearmanr`, rough below ten pairs.
 * @returns null for fewer than two pairs, or when a side is constant.
 * @throws {RangeError} for unequal lengths, or a value that is NaN or infinite.
 */
export function spearman(x: readonly number[], y: readonly number[]): Correlation | null {
  requirePairs(x, y);
  return pearson(rank(x).ranks, rank(y).ranks);
}

/** Σ (x ± y)². */
function squareOf(x: readonly number[], y: readonly number[], sign: 1 | -1): number {
  return x.reduce((total, value, i) => total + (value + sign * (y[i] ?? 0)) ** 2, 0);
}

/** Deviations from the mean as a vector of length 1; null when there are none. */
function unitDeviations(values: readonly number[]): number[] | null {
  if (values.every((value) => value === values[0])) return null;
  const centre = sum(values) / values.length;
  const deviations = values.map((value) => value - centre);
  const largest = deviations.reduce((most, d) => Math.max(most, Math.abs(d)), 0);
  const scaled = deviations.map((d) => d / largest);
  const length = Math.sqrt(scaled.reduce((total, d) => total + d * d, 0));
  return scaled.map((d) => d / length);
}

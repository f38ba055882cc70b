import { requireAtLeast, requireFinite, requireLevel } from "../checks.ts";
import { twoSidedNormal } from "../distributions/normal.ts";
import type { Interval } from "../interval.ts";

/** An estimate with its standard error, in one unit. */
export interface NoisyEstimate {
  readonly estimate: number;
  /** More than 0. */
  readonly standardError: number;
}

/** A candidate's estimate, drawn towards the mean of all. */
export interface Shrunken extends Interval {
  readonly estimate: number;
  /** Share of the distance to the mean that was taken away: 0 leaves the estimate, 1 replaces it. */
  readonly shrinkage: number;
}

export interface Shrinkage {
  /** In the order given. */
  readonly candidates: readonly Shrunken[];
  /** The mean drawn towards: weighted by precision. */
  readonly mean: number;
  /** Variance of the candidates' true values, as far as noise does not explain the spread. */
  readonly variance: number;
}

/**
 * Empirical-Bayes shrinkage of candidates' estimates, which corrects "the best of n": the more of the spread is noise, the closer all come to
 * their mean, so that the highest estimate is not high by luck. Candidates are taken as exchangeable with independent errors; where they share
 * tasks, give estimates with the tasks' means taken off. With fewer than four candidates the spread is not known well enough, and nothing is shrunk.
 * Source: C. N. Morris, JASA 78 (1983) 47-55, with its intervals; variance by R. C. Paule and J. Mandel, J. Res. Natl. Bur. Stand. 87 (1982) 377-385.
 * @returns null for no candidates.
 * @throws {RangeError} for an estimate that is NaN or infinite, a standard error that is not positive, or unless 0 < level < 1.
 */
export function shrink(candidates: readonly NoisyEstimate[], level = 0.95): Shrinkage | null {
  requireFinite(
    candidates.map(({ estimate }) => estimate),
    "estimates",
  );
  for (const { standardError } of candidates) requireAtLeast(standardError, Number.MIN_VALUE, "a standard error");
  requireLevel(level);
  const k = candidates.length;
  if (k === 0) return null;
  const variance = k < 4 ? 0 : excessVariance(candidates);
  const { mean, weights } = weightedMean(candidates, variance);
  const z = twoSidedNormal(level);
  const totalWeight = weights.reduce((sum, w) => sum + w, 0);
  const shrunken = candidates.map(({ estimate, standardError }, i): Shrunken => {
    const noise = standardError ** 2;
    const shrinkage = k < 4 ? 0 : ((k - 3) / (k - 1)) * (noise / (noise + variance));
    const share = (weights[i] ?? 0) / totalWeight;
    const distance = estimate - mean;
    // What is left of the noise, what is not known of the mean, and what is not known of the shrinkage.
    const spread = noise * (1 - (1 - share) * shrinkage) + (k < 4 ? 0 : (2 / (k - 3)) * shrinkage ** 2 * distance ** 2);
    const centre = estimate - shrinkage * distance;
    const half = z * Math.sqrt(spread);
    return { estimate: centre, shrinkage, low: centre - half, high: centre + half, level };
  });
  return { candidates: shrunken, mean, variance };
}

function weightedMean(candidates: readonly NoisyEstimate[], variance: number) {
  const weights = candidates.map(({ standardError }) => 1 / (standardError ** 2 + variance));
  const total = weights.reduce((sum, w) => sum + w, 0);
  const mean = candidates.reduce((sum, { estimate }, i) => sum + estimate * ((weights[i] ?? 0) / total), 0);
  return { mean, weights };
}

/** The variance that makes the weighted squares about the mean as large as k - 1, their expectation; 0 when noise explains them. */
function excessVariance(candidates: readonly NoisyEstimate[]): number {
  const excess = (variance: number): number => {
    const { mean, weights } = weightedMean(candidates, variance);
    const squares = candidates.reduce((sum, { estimate }, i) => sum + (weights[i] ?? 0) * (estimate - mean) ** 2, 0);
    return squares - (candidates.length - 1);
  };
  let low = 0;
  if (excess(low) <= 0) return 0;
  let high = Math.max(...candidates.map(({ standardError }) => standardError ** 2));
  while (excess(high) > 0) high *= 2;
  for (let step = 0; step < 100; step++) {
    const middle = (low + high) / 2;
    if (excess(middle) > 0) low = middle;
    else high = middle;
  }
  return high;
}

import { firstAt, sortedQuantile } from "../describe/quantile.ts";
import { normal, twoSidedNormal } from "../distributions/normal.ts";
import type { Interval } from "../interval.ts";

/** How an interval is read from the replicates: their quantiles, or these corrected for bias and skewness. */
export type BootstrapMethod = "percentile" | "bca";

/** The interval between two quantiles of the replicates, which are sorted in place. */
export function percentileInterval(replicates: Float64Array, level: number): Interval {
  replicates.sort();
  const tail = (1 - level) / 2;
  return { low: sortedQuantile(replicates, tail), high: sortedQuantile(replicates, 1 - tail), level };
}

/**
 * Bias-corrected and accelerated interval; the replicates are sorted in place. With replicates that are all equal it is that point.
 * Where no replicate lies on one side of the estimate, one is taken to.
 * Source: B. Efron, JASA 82 (1987) 171-185; details as `scipy.stats.bootstrap`.
 */
export function bcaInterval(replicates: Float64Array, estimate: number, acceleration: number, level: number): Interval {
  replicates.sort();
  const count = replicates.length;
  const below = firstAt(replicates, (replicate) => replicate >= estimate);
  const upTo = firstAt(replicates, (replicate) => replicate > estimate);
  const share = Math.min(1 - 1 / (2 * count), Math.max(1 / (2 * count), (below + upTo) / (2 * count)));
  const bias = normal.quantile(share);
  const z = twoSidedNormal(level);
  const corrected = (shift: number): number => {
    const moved = bias + shift;
    return sortedQuantile(replicates, normal.cdf(bias + moved / (1 - acceleration * moved)));
  };
  return { low: corrected(-z), high: corrected(z), level };
}

/**
 * Acceleration from what the estimate becomes with each unit left out, per sample; 0 when that changes nothing.
 * Source: B. Efron and R. J. Tibshirani, An Introduction to the Bootstrap (1993), 14.3; several samples as `scipy.stats.bootstrap`.
 */
export function accelerationOf(leftOut: readonly ArrayLike<number>[]): number {
  let [cubes, squares] = [0, 0];
  for (const estimates of leftOut) {
    const n = estimates.length;
    let total = 0;
    for (let i = 0; i < n; i++) total += estimates[i] ?? 0;
    let [cube, square] = [0, 0];
    for (let i = 0; i < n; i++) {
      const u = (n - 1) * (total / n - (estimates[i] ?? 0));
      cube += u * u * u;
      square += u * u;
    }
    cubes += cube / n ** 3;
    squares += square / n ** 2;
  }
  return squares > 0 ? cubes / 6 / squares ** 1.5 : 0;
}

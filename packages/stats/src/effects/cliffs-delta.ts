import { requireFinite, requireLevel } from "../checks.ts";
import { firstAt } from "../describe/quantile.ts";
import { twoSidedNormal } from "../distributions/normal.ts";
import type { Interval } from "../interval.ts";

/** `delta` and the ends lie in [-1, 1]. */
export interface CliffsDelta {
  readonly delta: number;
  /** Null when a sample has fewer than two values: it shows no variation. */
  readonly interval: Interval | null;
}

/**
 * Cliff's delta: P(x > y) - P(x < y) over all pairs; 0 for equal distributions, 1 when every x exceeds every y. Values are taken as independent.
 * The interval is asymmetric, with a consistent variance; where samples do not overlap it reaches from (n - z²) / (n + z²) for the smaller n.
 * Source: N. Cliff, Psychol. Bull. 114 (1993) 494-509; D. Feng and N. Cliff, J. Mod. Appl. Stat. Methods 3 (2004) 322-332.
 * @returns null when a sample is empty.
 * @throws {RangeError} for a value that is NaN or infinite, or unless 0 < level < 1.
 */
export function cliffsDelta(x: readonly number[], y: readonly number[], level = 0.95): CliffsDelta | null {
  requireFinite(x, "x");
  requireFinite(y, "y");
  requireLevel(level);
  if (x.length === 0 || y.length === 0) return null;
  const rows = x.map(dominanceOver(y));
  const delta = rows.reduce((total, { above, below }) => total + above - below, 0) / (x.length * y.length);
  if (x.length < 2 || y.length < 2) return { delta, interval: null };
  const z = twoSidedNormal(level);
  if (Math.abs(delta) === 1) {
    const few = Math.min(x.length, y.length);
    const bound = (few - z * z) / (few + z * z);
    return { delta, interval: delta > 0 ? { low: bound, high: 1, level } : { low: -1, high: -bound, level } };
  }
  const variance = varianceOf(delta, rows, y.map(dominanceOver(x)));
  const half = z * Math.sqrt(variance * ((1 - delta * delta) ** 2 + z * z * variance));
  const centre = delta - delta ** 3;
  const scale = 1 - delta * delta + z * z * variance;
  return {
    delta,
    interval: { low: Math.max(-1, (centre - half) / scale), high: Math.min(1, (centre + half) / scale), level },
  };
}

/** Of the others, how many a value exceeds and how many exceed it. */
interface Dominance {
  readonly above: number;
  readonly below: number;
}

function dominanceOver(others: readonly number[]): (value: number) => Dominance {
  const sorted = [...others].sort((a, b) => a - b);
  return (value) => ({
    above: firstAt(sorted, (other) => other >= value),
    below: sorted.length - firstAt(sorted, (other) => other > value),
  });
}

/** Cliff's unbiased variance, which can come out too small, and so is at least what pairs alone would give. */
function varianceOf(delta: number, rows: readonly Dominance[], columns: readonly Dominance[]): number {
  const [n, m] = [rows.length, columns.length];
  const spread = (sums: readonly Dominance[], others: number, mean: number): number =>
    sums.reduce((total, { above, below }) => total + ((above - below) / others - mean) ** 2, 0);
  const untied = rows.reduce((total, { above, below }) => total + above + below, 0);
  const pairs = untied - n * m * delta * delta;
  const unbiased =
    (m * m * spread(rows, m, delta) + n * n * spread(columns, n, -delta) - pairs) / (n * m * (n - 1) * (m - 1));
  return Math.max(unbiased, (1 - delta * delta) / (n * m - 1));
}

import { requireInteger } from "../checks.ts";

/** Counts [[a, b], [c, d]]. */
export type Table = readonly [readonly [number, number], readonly [number, number]];

export interface FisherExact {
  /** ad / bc of the sample: Infinity when only bc is 0, null when ad is too. See `oddsRatio` for an estimate that is always finite. */
  readonly oddsRatio: number | null;
  /** Two-sided: all tables with these margins that are at most as probable as this one. */
  readonly p: number;
}

/**
 * Fisher's exact test of independence in a two-by-two table. With an empty row or column there is one table only: p is 1.
 * Source: R. A. Fisher, J. R. Statist. Soc. 98 (1935) 39-54; two-sided as `scipy.stats.fisher_exact`.
 * @throws {RangeError} for a count that is not an integer of at least 0.
 */
export function fisherExact(table: Table): FisherExact {
  const [[a, b], [c, d]] = table;
  for (const count of [a, b, c, d]) requireInteger(count, 0, "a count");
  const least = Math.max(0, a - d);
  const weights = tableWeights(least, Math.min(a + b, a + c), table);
  // Tables of equal probability may differ by a rounding.
  const limit = (weights[a - least] ?? 0) * (1 + 1e-9);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const extreme = weights.reduce((sum, weight) => (weight <= limit ? sum + weight : sum), 0);
  return { oddsRatio: a * d === 0 && b * c === 0 ? null : (a * d) / (b * c), p: Math.min(1, extreme / total) };
}

/** Probabilities of the tables with first count `least` to `largest`, relative to the most probable: products of ratios, outwards from it. */
function tableWeights(least: number, largest: number, [[a, b], [c, d]]: Table): number[] {
  const [row, column, rest] = [a + b, a + c, d - a];
  const mode = Math.floor(((row + 1) * (column + 1)) / (a + b + c + d + 2));
  const growth = (k: number): number => ((row - k) * (column - k)) / ((k + 1) * (rest + k + 1));
  const weights = new Array<number>(largest - least + 1).fill(1);
  for (let k = mode; k < largest; k++) weights[k + 1 - least] = (weights[k - least] ?? 0) * growth(k);
  for (let k = mode; k > least; k--) weights[k - 1 - least] = (weights[k - least] ?? 0) / growth(k - 1);
  return weights;
}

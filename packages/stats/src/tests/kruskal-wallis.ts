import { requireFinite } from "../checks.ts";
import { chiSquare } from "../distributions/chi-square.ts";
import { rank, tieSum } from "./ranks.ts";

export interface KruskalWallis {
  /** Corrected for ties; without unit. */
  readonly h: number;
  readonly df: number;
  /** From chi-square with df; rough for groups of fewer than five. */
  readonly p: number;
}

/**
 * Kruskal-Wallis test that several groups come of one distribution. Values are taken as independent: repeats of one task are not.
 * Empty groups are left out. When all values are equal every assignment to groups looks alike: h is 0, p is 1.
 * Source: W. H. Kruskal and W. A. Wallis, JASA 47 (1952) 583-621.
 * @returns null for fewer than two groups with values.
 * @throws {RangeError} for a value that is NaN or infinite.
 */
export function kruskalWallis(groups: readonly (readonly number[])[]): KruskalWallis | null {
  const filled = groups.filter((group) => group.length > 0);
  const values = filled.flat();
  requireFinite(values, "values");
  if (filled.length < 2) return null;
  const n = values.length;
  const df = filled.length - 1;
  const { ranks, ties } = rank(values);
  const correction = 1 - tieSum(ties) / (n * n * n - n);
  if (correction === 0) return { h: 0, df, p: 1 };
  let start = 0;
  let between = 0;
  for (const { length } of filled) {
    const total = ranks.slice(start, start + length).reduce((sum, r) => sum + r, 0);
    between += (total * total) / length;
    start += length;
  }
  const h = Math.max(0, ((12 / (n * (n + 1))) * between - 3 * (n + 1)) / correction);
  return { h, df, p: chiSquare(df).sf(h) };
}

import { requireInteger, requireLevel } from "../checks.ts";
import { twoSidedNormal } from "../distributions/normal.ts";
import type { Interval } from "../interval.ts";
import type { Table } from "../tests/fisher-exact.ts";

/** `estimate` and the ends are positive and finite; 1 is no association. */
export interface OddsRatio extends Interval {
  readonly estimate: number;
}

/**
 * Odds ratio ad / bc of [[a, b], [c, d]] with ½ added to each count, so that it is finite with empty cells, and its logit interval.
 * Trials are taken as independent. Source: J. J. Gart, J. R. Statist. Soc. B 24 (1962) 454-463 and 28 (1966) 164-179.
 * @returns null when a row is empty: nothing is known of it.
 * @throws {RangeError} for a count that is not an integer of at least 0, or unless 0 < level < 1.
 */
export function oddsRatio(table: Table, level = 0.95): OddsRatio | null {
  for (const count of table.flat()) requireInteger(count, 0, "a count");
  requireLevel(level);
  if (table.some(([yes, no]) => yes + no === 0)) return null;
  const [[a, b], [c, d]] = table;
  const log = Math.log(((a + 0.5) * (d + 0.5)) / ((b + 0.5) * (c + 0.5)));
  const half = twoSidedNormal(level) * Math.sqrt(1 / (a + 0.5) + 1 / (b + 0.5) + 1 / (c + 0.5) + 1 / (d + 0.5));
  return { estimate: Math.exp(log), low: Math.exp(log - half), high: Math.exp(log + half), level };
}

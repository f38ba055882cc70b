import type { ComparisonResult } from "@scylla/contracts";
import type { TaskPair } from "./task-pairs.ts";

/**
 * The effect over all planned tasks if every missing run had the least, or the greatest, value that is bad for the side that it is on.
 * Source: C. F. Manski, American Economic Review 80 (1990) 319-323.
 * @param range of a single value; null where it has no bounds.
 */
export function missingBounds(
  pairs: readonly TaskPair[],
  range: { readonly low: number; readonly high: number } | null,
): ComparisonResult["bounds"] {
  const planned = pairs.filter(({ plannedA, plannedB }) => plannedA > 0 && plannedB > 0);
  const isWhole = planned.every(({ a, b, plannedA, plannedB }) => a.length === plannedA && b.length === plannedB);
  if (range === null || isWhole || planned.length === 0) return null;
  const effect = (forA: number, forB: number): number =>
    planned.reduce(
      (sum, { a, b, plannedA, plannedB }) => sum + filled(a, plannedA, forA) - filled(b, plannedB, forB),
      0,
    ) / planned.length;
  return { low: effect(range.low, range.high), high: effect(range.high, range.low) };
}

function filled(values: readonly number[], planned: number, missing: number): number {
  return (values.reduce((sum, value) => sum + value, 0) + (planned - values.length) * missing) / planned;
}

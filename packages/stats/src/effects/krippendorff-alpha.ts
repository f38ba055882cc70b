import { requireFinite } from "../checks.ts";

/** How far two ratings are apart: equal or not, in the ranks between them, or in the square of their difference. */
export type MeasurementLevel = "nominal" | "ordinal" | "interval";

/**
 * Krippendorff's alpha: agreement beyond chance of raters on units, `units[unit][rater]`, null where a rating is missing.
 * 1 is full agreement, 0 is what chance gives, below is systematic disagreement. Units with fewer than two ratings are left out.
 * Source: K. Krippendorff, Content Analysis (2nd ed., 2004), chapter 11.
 * @returns null when no unit has two ratings, or all ratings are equal: chance leaves nothing to agree on.
 * @throws {RangeError} for a rating that is NaN or infinite.
 */
export function krippendorffAlpha(
  units: readonly (readonly (number | null)[])[],
  level: MeasurementLevel = "interval",
): number | null {
  const rated = units.map((unit) => unit.filter((rating) => rating !== null)).filter((unit) => unit.length > 1);
  const pooled = rated.flat();
  requireFinite(pooled, "ratings");
  if (pooled.every((rating) => rating === pooled[0])) return null;
  const distance = level === "interval" ? (a: number, b: number) => (a - b) ** 2 : countedDistance(pooled, level);
  const observed = rated.reduce((total, unit) => total + pairwise(unit, distance) / (unit.length - 1), 0);
  return 1 - (observed * (pooled.length - 1)) / pairwise(pooled, distance);
}

/** Σ of distances over unordered pairs; equal ratings are counted together. */
function pairwise(ratings: readonly number[], distance: (a: number, b: number) => number): number {
  const counts = [...Map.groupBy(ratings, (rating) => rating)].map(([value, same]) => ({ value, count: same.length }));
  let total = 0;
  counts.forEach((one, i) => {
    for (const other of counts.slice(0, i)) total += one.count * other.count * distance(one.value, other.value);
  });
  return total;
}

function countedDistance(pooled: readonly number[], level: "nominal" | "ordinal"): (a: number, b: number) => number {
  if (level === "nominal") return (a, b) => (a === b ? 0 : 1);
  // The middle of each value's places in order: between two middles lie the ranks between, with half of the ends.
  const middles = new Map<number, number>();
  [...pooled]
    .sort((a, b) => a - b)
    .forEach((value, place, sorted) => {
      if (value === sorted[place - 1]) middles.set(value, (middles.get(value) ?? place) + 0.5);
      else middles.set(value, place);
    });
  return (a, b) => ((middles.get(a) ?? 0) - (middles.get(b) ?? 0)) ** 2;
}

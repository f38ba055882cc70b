import { requireFinite, requireLevel } from "../checks.ts";
import type { Interval } from "../interval.ts";

/** 2^20 means take about a tenth of a second to sort. */
const MOST_TASKS = 20;

/**
 * The interval of means that a sign-flip test does not reject, for 1 to 20 paired differences: exact for tasks whose differences are spread
 * symmetrically about their mean. A mean is refused on one side when too few of the 2^n - 1 subsets of the differences have their own mean beyond it.
 * Source: J. A. Hartigan, JASA 64 (1969) 1303-1317.
 * @returns null for no differences, for so few that no interval is finite at this level (fewer than six at 0.95), and for more than 20, for which
 * `clusteredMean` serves.
 * @throws {RangeError} for a difference that is NaN or infinite, or unless 0 < level < 1.
 */
export function signFlipInterval(differences: readonly number[], level = 0.95): Interval | null {
  requireFinite(differences, "differences");
  requireLevel(level);
  const n = differences.length;
  // Rounding must not lose a whole number.
  const cut = Math.floor(((1 - level) / 2) * 2 ** n * (1 + 1e-12));
  if (n === 0 || n > MOST_TASKS || cut < 1) return null;
  const means = subsetMeans(differences).sort();
  return { low: means[cut - 1] ?? Number.NaN, high: means[means.length - cut] ?? Number.NaN, level };
}

/** The mean of each non-empty subset. */
function subsetMeans(values: readonly number[]): Float64Array {
  const size = 2 ** values.length;
  const sums = new Float64Array(size);
  const counts = new Uint8Array(size);
  values.forEach((value, bit) => {
    const half = 2 ** bit;
    for (let set = 0; set < half; set++) {
      sums[half + set] = (sums[set] ?? 0) + value;
      counts[half + set] = (counts[set] ?? 0) + 1;
    }
  });
  for (let set = 1; set < size; set++) sums[set] = (sums[set] ?? 0) / (counts[set] ?? 1);
  return sums.subarray(1);
}

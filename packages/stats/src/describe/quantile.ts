import { requireFinite } from "../checks.ts";

/**
 * Quantile with linear interpolation between order statistics (type 7, NumPy's and pandas' default), in the unit of the values.
 * Source: R. J. Hyndman and Y. Fan, Amer. Statist. 50 (1996) 361-365.
 * @returns null for no values.
 * @throws {RangeError} for a value that is NaN or infinite, or unless 0 <= q <= 1.
 */
export function quantile(values: readonly number[], q: number): number | null {
  requireFinite(values, "values");
  if (!(q >= 0 && q <= 1)) throw new RangeError(`not a quantile between 0 and 1: ${q}`);
  return values.length === 0 ? null : sortedQuantile(Float64Array.from(values).sort(), q);
}

/** The middle value, or the mean of the two middle ones. As {@link quantile} with 0.5. */
export function median(values: readonly number[]): number | null {
  return quantile(values, 0.5);
}

/** {@link quantile} of at least one value in ascending order; between a finite and an infinite one it is infinite. */
export function sortedQuantile(sorted: ArrayLike<number>, q: number): number {
  const position = q * (sorted.length - 1);
  const below = Math.floor(position);
  const share = position - below;
  const low = sorted[below] ?? Number.NaN;
  const high = sorted[Math.min(below + 1, sorted.length - 1)] ?? Number.NaN;
  if (share === 0 || low === high) return low;
  if (high === Number.POSITIVE_INFINITY) return high;
  // From the nearer end, as NumPy does: the same roundings.
  return share < 0.5 ? low + (high - low) * share : high - (high - low) * (1 - share);
}

/** The first index in ascending values at which `reached` holds, by halving; their number when it holds nowhere. */
export function firstAt(sorted: ArrayLike<number>, reached: (value: number) => boolean): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (reached(sorted[middle] ?? 0)) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** P(X <= x) and P(X > x), each accurate where it is small. */
export interface Tails {
  readonly lower: number;
  readonly upper: number;
}

export const NOTHING_BELOW: Tails = { lower: 0, upper: 1 };
export const ALL_BELOW: Tails = { lower: 1, upper: 0 };

/** The tails from the one that was computed. */
export function fromLower(lower: number): Tails {
  return { lower: Math.min(1, lower), upper: Math.max(0, 1 - lower) };
}

export function fromUpper(upper: number): Tails {
  return { lower: Math.max(0, 1 - upper), upper: Math.min(1, upper) };
}

export function swapped({ lower, upper }: Tails): Tails {
  return { lower: upper, upper: lower };
}

/** A continuous distribution: `cdf(x)` is P(X <= x), `sf(x)` is P(X > x) without cancellation, `quantile(p)` inverts `cdf`. */
export interface Distribution {
  /** @throws {RangeError} for NaN. */
  cdf(x: number): number;
  /** @throws {RangeError} for NaN. */
  sf(x: number): number;
  /** The ends of the support for p = 0 and 1. @throws {RangeError} unless 0 <= p <= 1. */
  quantile(p: number): number;
}

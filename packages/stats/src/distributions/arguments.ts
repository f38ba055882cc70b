/** @throws {RangeError} unless the parameter is positive and finite. */
export function requirePositive(value: number, what: string): void {
  if (!(value > 0 && value < Number.POSITIVE_INFINITY))
    throw new RangeError(`${what} is not positive and finite: ${value}`);
}

/** @throws {RangeError} for NaN. */
export function requireNumber(x: number): number {
  if (Number.isNaN(x)) throw new RangeError("not a number");
  return x;
}

/** @throws {RangeError} unless 0 <= p <= 1. */
export function requireShare(p: number): number {
  if (!(p >= 0 && p <= 1)) throw new RangeError(`not a probability: ${p}`);
  return p;
}

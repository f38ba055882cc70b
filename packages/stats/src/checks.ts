/** @throws {RangeError} when a value is NaN or infinite: a missing value is left out by the caller, who knows why it is missing. */
export function requireFinite(values: ArrayLike<number>, what: string): void {
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    if (!Number.isFinite(value)) throw new RangeError(`${what}[${i}] is not a finite number: ${value}`);
  }
}

/** @throws {RangeError} unless 0 < level < 1. */
export function requireLevel(level: number): void {
  if (!(level > 0 && level < 1)) throw new RangeError(`not a confidence level between 0 and 1: ${level}`);
}

/** @throws {RangeError} unless 0 < probability < 1. */
export function requireProbability(probability: number, what: string): void {
  if (!(probability > 0 && probability < 1)) throw new RangeError(`${what} is not between 0 and 1: ${probability}`);
}

/** @throws {RangeError} unless `value` is an integer of at least `least`. */
export function requireInteger(value: number, least: number, what: string): void {
  if (!Number.isSafeInteger(value) || value < least) {
    throw new RangeError(`${what} is not an integer of at least ${least}: ${value}`);
  }
}

/** @throws {RangeError} unless `value` is finite and at least `least`. */
export function requireAtLeast(value: number, least: number, what: string): void {
  if (!(Number.isFinite(value) && value >= least))
    throw new RangeError(`${what} is not a number of at least ${least}: ${value}`);
}

/** @throws {RangeError} unless 0 <= successes <= trials are integers. */
export function requireCounts(successes: number, trials: number): void {
  if (!Number.isSafeInteger(trials) || !Number.isSafeInteger(successes) || successes < 0 || successes > trials) {
    throw new RangeError(`not a number of successes in a number of trials: ${successes} of ${trials}`);
  }
}

/** @throws {RangeError} unless both hold as many values, all finite. */
export function requirePairs(x: ArrayLike<number>, y: ArrayLike<number>): void {
  if (x.length !== y.length)
    throw new RangeError(`pairs need as many values on both sides: ${x.length} and ${y.length}`);
  requireFinite(x, "x");
  requireFinite(y, "y");
}

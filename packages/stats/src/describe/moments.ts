import { requireFinite } from "../checks.ts";
import { sum } from "./sum.ts";

/**
 * Arithmetic mean, in the unit of the values.
 * @returns null for no values.
 * @throws {RangeError} for a value that is NaN or infinite.
 */
export function mean(values: readonly number[]): number | null {
  requireFinite(values, "values");
  return values.length === 0 ? null : sum(values) / values.length;
}

/**
 * Sample variance with n - 1, in squared units. Equal values give exactly 0.
 * @returns null for fewer than two values.
 * @throws {RangeError} for a value that is NaN or infinite.
 */
export function variance(values: readonly number[]): number | null {
  requireFinite(values, "values");
  return values.length < 2 ? null : centralSum(values, 2) / (values.length - 1);
}

/**
 * Sample standard deviation with n - 1, in the unit of the values. Equal values give exactly 0.
 * @returns null for fewer than two values.
 * @throws {RangeError} for a value that is NaN or infinite.
 */
export function standardDeviation(values: readonly number[]): number | null {
  const squared = variance(values);
  return squared === null ? null : Math.sqrt(squared);
}

/**
 * Coefficient of variation: standard deviation over the mean's size, without unit.
 * @returns null for fewer than two values, or a mean of 0.
 * @throws {RangeError} for a value that is NaN or infinite.
 */
export function coefficientOfVariation(values: readonly number[]): number | null {
  const deviation = standardDeviation(values);
  const centre = mean(values);
  return deviation === null || centre === null || centre === 0 ? null : deviation / Math.abs(centre);
}

/**
 * Skewness m3 / m2^(3/2) from central moments over n (SciPy's `skew`, biased); 0 for symmetric values.
 * @returns null for no values or equal ones: it has no shape.
 * @throws {RangeError} for a value that is NaN or infinite.
 */
export function skewness(values: readonly number[]): number | null {
  return standardMoment(values, 3);
}

/**
 * Excess kurtosis m4 / m2² - 3 from central moments over n (SciPy's `kurtosis`, Fisher, biased); 0 for a normal population.
 * @returns null for no values or equal ones.
 * @throws {RangeError} for a value that is NaN or infinite.
 */
export function excessKurtosis(values: readonly number[]): number | null {
  const fourth = standardMoment(values, 4);
  return fourth === null ? null : fourth - 3;
}

function standardMoment(values: readonly number[], power: number): number | null {
  requireFinite(values, "values");
  const second = centralSum(values, 2) / values.length;
  return second > 0 ? centralSum(values, power) / values.length / second ** (power / 2) : null;
}

/** Σ (x - mean)^power; exactly 0 for equal values, whose computed mean may be off by a rounding. */
function centralSum(values: readonly number[], power: number): number {
  const [first] = values;
  if (values.every((value) => value === first)) return 0;
  const centre = sum(values) / values.length;
  return sum(values.map((value) => (value - centre) ** power));
}

import { coefficientOfVariation, excessKurtosis, mean, skewness, standardDeviation } from "./moments.ts";
import { quantile } from "./quantile.ts";

/** Each figure is null where it is not defined; see the function of its name. */
export interface Description {
  readonly count: number;
  readonly mean: number | null;
  readonly standardDeviation: number | null;
  readonly coefficientOfVariation: number | null;
  readonly min: number | null;
  readonly firstQuartile: number | null;
  readonly median: number | null;
  readonly thirdQuartile: number | null;
  readonly max: number | null;
  readonly skewness: number | null;
  readonly excessKurtosis: number | null;
}

/**
 * The usual figures of one sample, in the unit of the values but for those without unit.
 * @throws {RangeError} for a value that is NaN or infinite.
 */
export function describe(values: readonly number[]): Description {
  return {
    count: values.length,
    mean: mean(values),
    standardDeviation: standardDeviation(values),
    coefficientOfVariation: coefficientOfVariation(values),
    min: quantile(values, 0),
    firstQuartile: quantile(values, 0.25),
    median: quantile(values, 0.5),
    thirdQuartile: quantile(values, 0.75),
    max: quantile(values, 1),
    skewness: skewness(values),
    excessKurtosis: excessKurtosis(values),
  };
}

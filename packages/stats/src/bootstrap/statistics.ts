import { sortedQuantile } from "../describe/quantile.ts";
import { sum } from "../describe/sum.ts";

/** A statistic of one sample, which is never empty. */
export type Statistic = (values: Float64Array) => number;

/** A statistic of two samples, which are never empty. */
export type TwoSampleStatistic = (x: Float64Array, y: Float64Array) => number;

/** Statistics known by name, as a worker thread needs them. `mean` and `meanDifference` (x less y) are the fast ones. */
export const STATISTICS = {
  mean: (values) => sum(values) / values.length,
  median: (values) => sortedQuantile(values.toSorted(), 0.5),
  standardDeviation: (values) => {
    const centre = sum(values) / values.length;
    return values.length < 2 ? 0 : Math.sqrt(sum(values.map((v) => (v - centre) ** 2)) / (values.length - 1));
  },
} as const satisfies Record<string, Statistic>;

export const TWO_SAMPLE_STATISTICS = {
  meanDifference: (x, y) => STATISTICS.mean(x) - STATISTICS.mean(y),
  medianDifference: (x, y) => STATISTICS.median(x) - STATISTICS.median(y),
  cliffsDelta: (x, y) => {
    let score = 0;
    for (const xi of x) for (const yi of y) score += Math.sign(xi - yi);
    return score / (x.length * y.length);
  },
} as const satisfies Record<string, TwoSampleStatistic>;

export type StatisticName = keyof typeof STATISTICS;
export type TwoSampleStatisticName = keyof typeof TWO_SAMPLE_STATISTICS;

export { type Description, describe } from "./describe/describe.ts";
export {
  coefficientOfVariation,
  excessKurtosis,
  mean,
  skewness,
  standardDeviation,
  variance,
} from "./describe/moments.ts";
export { median, quantile } from "./describe/quantile.ts";
export { beta } from "./distributions/beta.ts";
export { chiSquare } from "./distributions/chi-square.ts";
export { fDistribution } from "./distributions/f.ts";
export { normal } from "./distributions/normal.ts";
export { studentT } from "./distributions/student-t.ts";
export { studentizedRange } from "./distributions/studentized-range.ts";
export type { Distribution } from "./distributions/tails.ts";
export { type DifferenceInterval, newcombeDifference } from "./effects/newcombe.ts";
export type { Interval } from "./interval.ts";
export { clopperPearsonInterval, jeffreysInterval } from "./proportion/beta-intervals.ts";
export {
  averageOverTasks,
  passAtK,
  passHatK,
  type ReliabilityMeasure,
  type TaskAverage,
} from "./proportion/pass-at-k.ts";
export type { Proportion } from "./proportion/proportion.ts";
export { wilsonCorrectedInterval, wilsonInterval } from "./proportion/wilson.ts";
export { type RandomSource, randomSource } from "./random/random-source.ts";

export { bootstrap, bootstrapTwoSamples } from "./bootstrap/bootstrap.ts";
export { type ClusterBootstrapOptions, clusterBootstrap, resampleRuns } from "./bootstrap/cluster-bootstrap.ts";
export type { BootstrapInterval, BootstrapOptions } from "./bootstrap/options.ts";
export type { Statistic, StatisticName, TwoSampleStatistic, TwoSampleStatisticName } from "./bootstrap/statistics.ts";
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
export { type CostOfPass, costOfPass } from "./economics/cost-of-pass.ts";
export { costOfPassFrontier, type Frontier, type TaskFrontier } from "./economics/frontier.ts";
export { type CostQuality, type ParetoCandidate, paretoSet, paretoUncertainty } from "./economics/pareto.ts";
export type { PricedRun } from "./economics/priced-run.ts";
export { type CliffsDelta, cliffsDelta } from "./effects/cliffs-delta.ts";
export { krippendorffAlpha, type MeasurementLevel } from "./effects/krippendorff-alpha.ts";
export { type DifferenceInterval, newcombeDifference } from "./effects/newcombe.ts";
export { type OddsRatio, oddsRatio } from "./effects/odds-ratio.ts";
export type { Interval } from "./interval.ts";
export { benjaminiHochberg, holm } from "./multiplicity/adjust.ts";
export { type MaxT, maxT } from "./multiplicity/max-t.ts";
export { bootstrapOffThread } from "./off-thread/bootstrap-off-thread.ts";
export type { BootstrapJob } from "./off-thread/job.ts";
export { type ClusteredMean, clusteredMean } from "./paired/clustered-mean.ts";
export { type Equivalence, equivalence } from "./paired/equivalence.ts";
export { type PairedBootstrapOptions, pairedBootstrap } from "./paired/paired-bootstrap.ts";
export {
  type PairedTask,
  type TaskDifferences,
  taskDifferences,
  type VarianceComponents,
  varianceComponents,
} from "./paired/paired-tasks.ts";
export { signFlipInterval } from "./paired/sign-flip-interval.ts";
export {
  type Demands,
  designError,
  minimumDetectableEffect,
  type PairedDesign,
  requiredRuns,
  requiredTasks,
} from "./planning/paired-design.ts";
export { type PassRateBelief, passRateExperiment } from "./planning/pass-rate-experiment.ts";
export { type PowerOptions, type SimulatedPower, simulatePower } from "./planning/power.ts";
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
export { type CrossFitOptions, type CrossFittedWinner, crossFittedWinner } from "./selection/cross-fitted-winner.ts";
export { type NoisyEstimate, type Shrinkage, type Shrunken, shrink } from "./selection/shrinkage.ts";
export {
  type BettingOptions,
  type BettingSequence,
  bettingIntervals,
  bettingSequence,
  type SequenceInterval,
} from "./sequential/betting-sequence.ts";
export { type Block, blockPermutation } from "./tests/block-permutation.ts";
export { type Correlation, pearson, spearman } from "./tests/correlation.ts";
export { type FisherExact, fisherExact, type Table } from "./tests/fisher-exact.ts";
export { kendall } from "./tests/kendall.ts";
export { type KruskalWallis, kruskalWallis } from "./tests/kruskal-wallis.ts";
export { type MannWhitney, type MannWhitneyMethod, mannWhitneyU } from "./tests/mann-whitney.ts";
export { type PairedT, pairedT } from "./tests/paired-t.ts";
export {
  type FactorialEffect,
  type FactorialValue,
  type ScheirerRayHare,
  scheirerRayHare,
} from "./tests/scheirer-ray-hare.ts";
export { type ShapiroWilk, shapiroWilk } from "./tests/shapiro-wilk.ts";
export { type PermutationTest, signFlip } from "./tests/sign-flip.ts";
export type { PermutationOptions } from "./tests/sign-patterns.ts";
export { type WilcoxonSignedRank, wilcoxonSignedRank } from "./tests/wilcoxon.ts";

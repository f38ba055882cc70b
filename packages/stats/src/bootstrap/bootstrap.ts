import { requireFinite } from "../checks.ts";
import { sum } from "../describe/sum.ts";
import { randomSource } from "../random/random-source.ts";
import { accelerationOf, bcaInterval, percentileInterval } from "./interval.ts";
import { type BootstrapInterval, type BootstrapOptions, standardErrorOf, withDefaults } from "./options.ts";
import { meanResampler, resampler, skipResamples } from "./resampler.ts";
import {
  STATISTICS,
  type Statistic,
  type StatisticName,
  TWO_SAMPLE_STATISTICS,
  type TwoSampleStatistic,
  type TwoSampleStatisticName,
} from "./statistics.ts";

/**
 * Bootstrap interval of a statistic of one sample of independent values; for repeats of tasks use `clusterBootstrap`. A statistic gets a
 * buffer that is filled anew after it returns. Equal values give a point: the data show no variation.
 * The draws are those of SciPy's `bootstrap(random_state=seed)`, vectorised in one batch, so that the interval is the same to the bit.
 * Source: B. Efron, Ann. Statist. 7 (1979) 1-26; {@link bcaInterval}.
 * @returns null for no values.
 * @throws {RangeError} for a value or replicate that is NaN or infinite, and for options out of range.
 */
export function bootstrap(
  values: readonly number[],
  statistic: Statistic | StatisticName = "mean",
  options: BootstrapOptions = {},
): BootstrapInterval | null {
  requireFinite(values, "values");
  const settings = withDefaults(options);
  if (values.length === 0) return null;
  const of = typeof statistic === "string" ? STATISTICS[statistic] : statistic;
  const random = randomSource(settings.seed);
  const replicates = new Float64Array(settings.resamples);
  if (statistic === "mean") fill(replicates, meanResampler(values, random));
  else {
    const next = resampler(values, random);
    fill(replicates, () => of(next()));
  }
  const whole = Float64Array.from(values);
  const withoutEach = statistic === "mean" ? meansLeftOut : (all: Float64Array) => leaveOneOut(all, of);
  return intervalOf(of(whole), replicates, settings, () => [withoutEach(whole)]);
}

/**
 * Bootstrap interval of a statistic of two independent samples, each resampled by itself. As {@link bootstrap} otherwise.
 * @returns null when a sample is empty.
 * @throws {RangeError} as {@link bootstrap} does.
 */
export function bootstrapTwoSamples(
  x: readonly number[],
  y: readonly number[],
  statistic: TwoSampleStatistic | TwoSampleStatisticName = "meanDifference",
  options: BootstrapOptions = {},
): BootstrapInterval | null {
  requireFinite(x, "x");
  requireFinite(y, "y");
  const settings = withDefaults(options);
  if (x.length === 0 || y.length === 0) return null;
  const of = typeof statistic === "string" ? TWO_SAMPLE_STATISTICS[statistic] : statistic;
  // SciPy draws all resamples of the first sample before any of the second: a second source takes up where the first will end.
  const afterX = randomSource(settings.seed);
  skipResamples(x.length, settings.resamples, afterX);
  const nextX = resampler(x, randomSource(settings.seed));
  const nextY = resampler(y, afterX);
  const replicates = new Float64Array(settings.resamples);
  fill(replicates, () => of(nextX(), nextY()));
  const [wholeX, wholeY] = [Float64Array.from(x), Float64Array.from(y)];
  return intervalOf(of(wholeX, wholeY), replicates, settings, () => [
    leaveOneOut(wholeX, (rest) => of(rest, wholeY)),
    leaveOneOut(wholeY, (rest) => of(wholeX, rest)),
  ]);
}

/** The interval of the replicates; `leftOut` is called only where it is needed. */
export function intervalOf(
  estimate: number,
  replicates: Float64Array,
  { method, level }: Required<BootstrapOptions>,
  leftOut: () => readonly ArrayLike<number>[],
): BootstrapInterval {
  requireFinite([estimate], "the statistic of the data");
  requireFinite(replicates, "the statistic of a resample");
  const standardError = standardErrorOf(replicates);
  const interval =
    method === "percentile"
      ? percentileInterval(replicates, level)
      : bcaInterval(replicates, estimate, accelerationOf(leftOut()), level);
  return { estimate, standardError, ...interval };
}

function fill(replicates: Float64Array, next: () => number): void {
  for (let b = 0; b < replicates.length; b++) replicates[b] = next();
}

/** As {@link leaveOneOut} for the mean, from the sum of all. */
function meansLeftOut(values: Float64Array): Float64Array {
  if (values.length < 2) return new Float64Array(0);
  const total = sum(values);
  return values.map((value) => (total - value) / (values.length - 1));
}

/** The statistic without each value in turn; nothing for a single value. */
function leaveOneOut(values: Float64Array, of: Statistic): Float64Array {
  if (values.length < 2) return new Float64Array(0);
  const rest = values.slice(1);
  return values.map((_, i) => {
    if (i > 0) rest[i - 1] = values[i - 1] ?? 0;
    return of(rest);
  });
}

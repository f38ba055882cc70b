import { bootstrap, type Description, describe, mean, standardDeviation } from "@scylla/stats";
import type { UpstreamResults, UpstreamTokens } from "../model.ts";
import { costOfPassOf, distinct, groups, known, type RunMetric, total } from "./columns.ts";
import { consistencyOf } from "./consistency.ts";
import type { CriterionFigures } from "./judge-figures.ts";
import type { RunFigures } from "./run-figures.ts";

/** Table 1. */
export interface TierSummaryRow {
  readonly model: string;
  readonly tier: string;
  readonly subtests: number;
  readonly passRate: number | null;
  /** BCa bootstrap over runs, 10,000 resamples, seed 42; the rate itself for one run. */
  readonly passRateInterval: readonly [number, number] | null;
  readonly meanScore: number | null;
  readonly stdScore: number | null;
  readonly medianScore: number | null;
  readonly consistency: number | null;
  readonly costOfPass: number | null;
}

export function tierSummaryRows(runs: readonly RunFigures[]): readonly TierSummaryRow[] {
  return byModelAndTier(runs).map(({ model, tier, of }) => {
    const [score, passes] = [describe(known(of, "score")), known(of, "passRate")];
    const interval = bootstrap(passes, "mean", { seed: 42 });
    return {
      model,
      tier,
      subtests: distinct(of.map(({ subtest }) => subtest)).length,
      passRate: mean(passes),
      passRateInterval: interval && [interval.low, interval.high],
      meanScore: score.mean,
      stdScore: score.standardDeviation,
      medianScore: score.median,
      consistency: consistencyOf(known(of, "score")),
      costOfPass: costOfPassOf(of),
    };
  });
}

/** Table 4. */
export interface CriterionRow {
  readonly model: string;
  readonly criterion: string;
  /** Of the first experiment whose rubric was published, whatever the criterion means in another. */
  readonly weight: number | null;
  readonly mean: number | null;
  readonly std: number | null;
}

export function criterionRows(
  criteria: readonly CriterionFigures[],
  { experiments }: UpstreamResults,
): readonly CriterionRow[] {
  const weights = experiments.find(({ rubric }) => rubric)?.rubric?.weights ?? {};
  const rows = Map.groupBy(criteria, ({ model, criterion }) => JSON.stringify([model, criterion]));
  return [...rows.values()].flatMap((of) => {
    const [first] = of;
    if (!first) return [];
    const scores = of.flatMap(({ score }) => score ?? []);
    const { model, criterion } = first;
    const weight = weights[criterion] ?? null;
    return [{ model, criterion, weight, mean: mean(scores), std: standardDeviation(scores) }];
  });
}

/** Table 5. Tokens are means of a tier's runs; in its last row, `Total`, they are sums. */
export interface CostRow {
  readonly model: string;
  readonly tier: string;
  readonly meanCost: number | null;
  readonly totalCost: number;
  readonly costOfPass: number | null;
  readonly tokens: UpstreamTokens | null;
}

export function costRows(runs: readonly RunFigures[]): readonly CostRow[] {
  return groups(runs, "model").flatMap(([model, ofModel]) => [
    ...groups(ofModel, "tier").map(([tier, of]) => ({
      ...costRow(model, tier, of),
      tokens: tokensBy(of, (values) => mean(values) ?? 0),
    })),
    { ...costRow(model, "Total", ofModel), costOfPass: null, tokens: tokensBy(ofModel, total) },
  ]);
}

function costRow(model: string, tier: string, runs: readonly RunFigures[]): Omit<CostRow, "tokens"> {
  const cost = known(runs, "costUsd");
  return { model, tier, meanCost: mean(cost), totalCost: total(cost), costOfPass: costOfPassOf(runs) };
}

/** Each count over the runs of which it is known; null where that is none. */
export function tokensBy(
  runs: readonly RunFigures[],
  of: (values: readonly number[]) => number,
): UpstreamTokens | null {
  const tokens = runs.flatMap((run) => run.tokens ?? []);
  if (tokens.length === 0) return null;
  return {
    input: of(tokens.map(({ input }) => input)),
    output: of(tokens.map(({ output }) => output)),
    cacheCreation: of(tokens.map(({ cacheCreation }) => cacheCreation)),
    cacheRead: of(tokens.map(({ cacheRead }) => cacheRead)),
  };
}

/** Table 8. */
export interface StatisticsRow extends Description {
  readonly model: string;
  readonly metric: RunMetric;
}

const DESCRIBED: readonly RunMetric[] = ["score", "costUsd", "durationSeconds", "totalTokens"];

export function statisticsRows(runs: readonly RunFigures[]): readonly StatisticsRow[] {
  return groups(runs, "model").flatMap(([model, of]) =>
    DESCRIBED.map((metric) => ({ model, metric, ...describe(known(of, metric)) })),
  );
}

function byModelAndTier(runs: readonly RunFigures[]) {
  return groups(runs, "model").flatMap(([model, ofModel]) =>
    groups(ofModel, "tier").map(([tier, of]) => ({ model, tier, of })),
  );
}

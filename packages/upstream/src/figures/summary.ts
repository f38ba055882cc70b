import { describe, mean, median, standardDeviation } from "@scylla/stats";
import { costOfPassOf, distinct, groups, known, smallest, total } from "./columns.ts";
import type { RunFigures } from "./run-figures.ts";

/** What upstream says of a set of runs. Deviations divide by n - 1, and are null for one run. */
interface GroupSummary {
  readonly runs: number;
  readonly passRate: number | null;
  readonly meanScore: number | null;
  readonly medianScore: number | null;
  readonly stdScore: number | null;
  readonly minScore: number | null;
  readonly maxScore: number | null;
  readonly q1Score: number | null;
  readonly q3Score: number | null;
  readonly meanImplRate: number | null;
  readonly medianImplRate: number | null;
  readonly stdImplRate: number | null;
  readonly totalCost: number;
  readonly meanCost: number | null;
  readonly medianCost: number | null;
  readonly costOfPass: number | null;
  readonly totalTokens: number;
  readonly meanDuration: number | null;
  /** Different subtest ids, whatever tier they stand in. */
  readonly subtests: number;
}

export interface Summary {
  readonly overall: GroupSummary;
  readonly byModel: Readonly<Record<string, GroupSummary & { readonly frontierCostOfPass: number | null }>>;
  readonly byTier: Readonly<Record<string, GroupSummary>>;
}

export function summaryOf(runs: readonly RunFigures[]): Summary {
  return {
    overall: groupSummary(runs),
    byModel: Object.fromEntries(
      groups(runs, "model").map(([model, of]) => [model, { ...groupSummary(of), frontierCostOfPass: frontierOf(of) }]),
    ),
    byTier: Object.fromEntries(groups(runs, "tier").map(([tier, of]) => [tier, groupSummary(of)])),
  };
}

/** The cheapest pass of any tier. */
export function frontierOf(runs: readonly RunFigures[]): number | null {
  return smallest(groups(runs, "tier").map(([, of]) => costOfPassOf(of)));
}

function groupSummary(runs: readonly RunFigures[]): GroupSummary {
  const score = describe(known(runs, "score"));
  const implRate = known(runs, "implRate");
  const cost = known(runs, "costUsd");
  return {
    runs: runs.length,
    passRate: mean(known(runs, "passRate")),
    meanScore: score.mean,
    medianScore: score.median,
    stdScore: score.standardDeviation,
    minScore: score.min,
    maxScore: score.max,
    q1Score: score.firstQuartile,
    q3Score: score.thirdQuartile,
    meanImplRate: mean(implRate),
    medianImplRate: median(implRate),
    stdImplRate: standardDeviation(implRate),
    totalCost: total(cost),
    meanCost: mean(cost),
    medianCost: median(cost),
    costOfPass: costOfPassOf(runs),
    totalTokens: total(known(runs, "totalTokens")),
    meanDuration: mean(known(runs, "durationSeconds")),
    subtests: distinct(runs.map(({ subtest }) => subtest)).length,
  };
}

import type { Results, SubtestResult } from "@scylla/contracts";
import { clusteredMean, type Interval, paretoSet } from "@scylla/stats";
import { runsBySetUp } from "../../comparison/task-pairs.ts";

/** A set-up whose cost and quality are known. */
export interface ParetoPoint {
  readonly setUp: SubtestResult;
  /** As the list below the plot numbers it: from 1, in the order of the report. */
  readonly number: number;
  readonly costUsd: number;
  /** Null where one run, or no variation, tells nothing of it. */
  readonly costInterval: Interval | null;
  readonly passRate: number;
  readonly passInterval: Interval | null;
  /** No other set-up costs at most as much and passes at least as often. */
  readonly isEfficient: boolean;
}

export interface ParetoData {
  readonly points: readonly ParetoPoint[];
  /** Valid runs of unknown cost: nothing can be said of them here. */
  readonly unpriced: readonly SubtestResult[];
  /** Without a pass or fail so far. */
  readonly unknown: readonly SubtestResult[];
}

export function paretoData(results: Results): ParetoData {
  const runsOf = runsBySetUp(results.runs);
  const known = results.subtests.flatMap((setUp) => {
    const { passRate, meanCostUsd: costUsd, passRateInterval: passInterval } = setUp;
    return passRate === null || costUsd === null ? [] : [{ setUp, passRate, costUsd, passInterval }];
  });
  const efficient = paretoSet(known.map(({ costUsd, passRate }) => ({ cost: costUsd, quality: passRate })));
  const points = known.map((one, i) => ({
    ...one,
    number: i + 1,
    costInterval: costInterval(
      runsOf(one.setUp)
        .filter(({ passed, score }) => passed !== null || score !== null)
        .flatMap((run) => (run.costUsd === null ? [] : [run.costUsd])),
    ),
    isEfficient: efficient[i] ?? false,
  }));
  return {
    points,
    unpriced: results.subtests.filter(({ passRate, meanCostUsd }) => passRate !== null && meanCostUsd === null),
    unknown: results.subtests.filter(({ passRate }) => passRate === null),
  };
}

/** Of the mean of runs like these, of these tasks. A cost is not below 0. */
function costInterval(costs: readonly number[]): Interval | null {
  const found = clusteredMean(costs.toSorted((a, b) => a - b))?.interval ?? null;
  return found && { ...found, low: Math.max(0, found.low) };
}

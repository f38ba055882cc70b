import type { Comparison, Results, SubtestResult } from "@scylla/contracts";
import { type DifferenceInterval, newcombeDifference, type Proportion } from "@scylla/stats";
import { type PassCounts, passCounts, sameMixture, sameTasks } from "./pass-counts.ts";

/**
 * What may be said of a set-up against its baseline, by pass rate:
 * `helps` or `hurts` only when their Wilson intervals do not overlap. That implies that Newcombe's interval of the difference
 * excludes 0, and is stricter on purpose: runs are counted as independent here, which repeats of a task are not.
 * `tasks-differ`: a task has runs on one side only, so that its difficulty would pass for an effect.
 */
export type Claim = "helps" | "hurts" | "not-told-apart" | "tasks-differ" | "unknown";

export interface Finding {
  readonly setUp: SubtestResult;
  readonly baseline: SubtestResult;
  readonly passes: Proportion;
  readonly baselinePasses: Proportion;
  /** Of pass rates, set-up minus baseline; null when either has no run that passed or failed. */
  readonly difference: DifferenceInterval | null;
  readonly claim: Claim;
  /** Mean cost of a run over the baseline's; null when one of them is unknown, or the baseline's is 0. */
  readonly costRatio: number | null;
  /** Both pass rates are of the same numbers of runs of the same tasks. */
  readonly sameMixture: boolean;
}

/** Each set-up with a baseline, in the order of the set-ups. Pure. */
export function findings(results: Results, comparisons: readonly Comparison[] = []): readonly Finding[] {
  const counts = passCounts(results);
  return results.subtests.flatMap((setUp) =>
    baselinesOf(setUp, results.subtests, comparisons).map((baseline) => finding(setUp, baseline, counts)),
  );
}

/** The declared baselines; where an experiment declares no comparison of pass rates, the agent's first set-up. */
function baselinesOf(
  setUp: SubtestResult,
  all: readonly SubtestResult[],
  comparisons: readonly Comparison[],
): readonly SubtestResult[] {
  const mine = all.filter((one) => one.agent === setUp.agent);
  const declared = comparisons.filter((one) => one.metric === "passRate");
  const names =
    declared.length > 0
      ? new Set(declared.filter((one) => one.against === nameOf(setUp)).map((one) => one.baseline))
      : new Set(mine.slice(0, 1).map(nameOf));
  return mine.filter((one) => one !== setUp && names.has(nameOf(one)));
}

/** As comparisons name it. */
function nameOf(setUp: SubtestResult): string {
  return `${setUp.tier}/${setUp.subtest}`;
}

function finding(setUp: SubtestResult, baseline: SubtestResult, counts: PassCounts): Finding {
  const passes = counts(setUp);
  const baselinePasses = counts(baseline);
  const difference = newcombeDifference(passes, baselinePasses);
  const ratio = (setUp.meanCostUsd ?? Number.NaN) / (baseline.meanCostUsd ?? Number.NaN);
  return {
    setUp,
    baseline,
    passes,
    baselinePasses,
    difference,
    claim: difference && !sameTasks(passes, baselinePasses) ? "tasks-differ" : claimOf(setUp, baseline, difference),
    costRatio: Number.isFinite(ratio) ? ratio : null,
    sameMixture: sameMixture(passes, baselinePasses),
  };
}

function claimOf(setUp: SubtestResult, baseline: SubtestResult, difference: DifferenceInterval | null): Claim {
  const one = setUp.passRateInterval;
  const other = baseline.passRateInterval;
  if (!one || !other || !difference) return "unknown";
  if (one.low > other.high) return "helps";
  return one.high < other.low ? "hurts" : "not-told-apart";
}

import type { ComparisonResult, Results, SubtestResult } from "@scylla/contracts";
import type { Proportion } from "@scylla/stats";
import { comparisonsOf } from "../comparison/comparisons.ts";
import { setUpKey } from "../comparison/task-pairs.ts";
import { passCounts } from "./pass-counts.ts";

/** A comparison with the set-up that it is about. */
export interface Finding {
  readonly comparison: ComparisonResult;
  readonly setUp: SubtestResult;
  readonly passes: Proportion;
}

/** Everything found against one baseline. */
export interface AnswerBlock {
  readonly baseline: SubtestResult;
  readonly passes: Proportion;
  readonly found: readonly Finding[];
}

/** The findings as they are told: by baseline, then the set-ups that nothing is compared with. */
export interface Answer {
  readonly found: readonly Finding[];
  readonly blocks: readonly AnswerBlock[];
  readonly alone: readonly SubtestResult[];
}

export function answerOf(results: Results): Answer {
  const counts = passCounts(results);
  const setUps = new Map(results.subtests.map((setUp) => [setUpKey(setUp), setUp]));
  const comparisons = results.comparisons ?? comparisonsOf(results);
  const blocks = [...Map.groupBy(comparisons, ({ baseline }) => setUps.get(setUpKey(baseline)))].flatMap(
    ([baseline, mine]) => {
      if (!baseline) return [];
      const found = mine.flatMap((comparison) => {
        const setUp = setUps.get(setUpKey(comparison.against));
        return setUp ? [{ comparison, setUp, passes: counts(setUp) }] : [];
      });
      return [{ baseline, passes: counts(baseline), found }];
    },
  );
  const told = new Set(comparisons.flatMap(({ against, baseline }) => [setUpKey(against), setUpKey(baseline)]));
  return {
    found: blocks.flatMap(({ found }) => found),
    blocks,
    alone: results.subtests.filter((setUp) => !told.has(setUpKey(setUp))),
  };
}

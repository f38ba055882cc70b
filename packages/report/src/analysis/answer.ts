import type { Comparison, Results, SubtestResult } from "@scylla/contracts";
import { type Finding, findings } from "./findings.ts";
import { setUpKey } from "./pass-counts.ts";

/** Everything found against one baseline. */
export interface AnswerBlock {
  readonly baseline: SubtestResult;
  readonly found: readonly Finding[];
}

/** The findings as they are told: by baseline, then the set-ups that nothing is compared with. */
export interface Answer {
  readonly found: readonly Finding[];
  readonly blocks: readonly AnswerBlock[];
  readonly alone: readonly SubtestResult[];
}

export function answerOf(results: Results, comparisons: readonly Comparison[]): Answer {
  const found = findings(results, comparisons);
  const blocks = [...Map.groupBy(found, ({ baseline }) => baseline)].map(([baseline, mine]) => ({
    baseline,
    found: mine,
  }));
  const told = new Set(found.flatMap(({ setUp, baseline }) => [setUpKey(setUp), setUpKey(baseline)]));
  return { found, blocks, alone: results.subtests.filter((setUp) => !told.has(setUpKey(setUp))) };
}

import {
  type ComparisonResult,
  compareKeys,
  type Results,
  type RunResult,
  type SubtestResult,
} from "@scylla/contracts";
import { mean } from "@scylla/stats";
import { answerOf } from "../../analysis/answer.ts";
import { type RunsOf, runsBySetUp, taskPairs } from "../../comparison/task-pairs.ts";

/** One comparison, with what each task says by itself. */
export interface EffectRow {
  readonly comparison: ComparisonResult;
  readonly setUp: SubtestResult;
  readonly tasks: readonly { readonly task: string; readonly difference: number }[];
}

/** Everything compared with one baseline by one metric, in the order of the report. */
export interface EffectBlock {
  readonly baseline: SubtestResult;
  readonly rows: readonly EffectRow[];
}

export function effectBlocks(results: Results, metric: ComparisonResult["metric"]): readonly EffectBlock[] {
  const runsOf = runsBySetUp(results.runs);
  return answerOf(results)
    .blocks.map(({ baseline, found }) => ({
      baseline,
      rows: found
        .filter(({ comparison }) => comparison.metric === metric)
        .map(({ comparison, setUp }) => ({ comparison, setUp, tasks: differences(comparison, runsOf) })),
    }))
    .filter(({ rows }) => rows.length > 0);
}

function differences({ against, baseline, metric }: ComparisonResult, runsOf: RunsOf): EffectRow["tasks"] {
  const runs = (side: ComparisonResult["against"]): readonly RunResult[] => runsOf(side);
  return taskPairs(runs(against), runs(baseline), metric)
    .flatMap(({ task, a, b }) => {
      const [ours, theirs] = [mean(a), mean(b)];
      return ours === null || theirs === null ? [] : [{ task, difference: ours - theirs }];
    })
    .toSorted((one, other) => compareKeys(one.task, other.task));
}

import { compareKeys, type Results, type SubtestResult } from "@scylla/contracts";
import { runsBySetUp } from "../../comparison/task-pairs.ts";

/** One set-up on one task. */
interface HeatCell {
  readonly task: string;
  readonly planned: number;
  /** Runs with a pass or fail. */
  readonly n: number;
  readonly passed: number;
}

interface HeatRow {
  readonly setUp: SubtestResult;
  /** In the order of the tasks; null where nothing is planned. */
  readonly cells: readonly (HeatCell | null)[];
}

export interface HeatData {
  readonly tasks: readonly string[];
  readonly rows: readonly HeatRow[];
}

/** Both in key order. */
export function heatData(results: Results): HeatData {
  const tasks = [...new Set(results.runs.map(({ task }) => task))].sort(compareKeys);
  const runsOf = runsBySetUp(results.runs);
  const rows = results.subtests.map((setUp) => {
    const byTask = Map.groupBy(runsOf(setUp), ({ task }) => task);
    const cells = tasks.map((task): HeatCell | null => {
      const runs = byTask.get(task);
      if (!runs) return null;
      const decided = runs.filter(({ passed }) => passed !== null);
      return {
        task,
        planned: runs.length,
        n: decided.length,
        passed: decided.filter(({ passed }) => passed === true).length,
      };
    });
    return { setUp, cells };
  });
  return { tasks, rows };
}

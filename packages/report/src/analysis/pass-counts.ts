import type { Results, SubtestResult } from "@scylla/contracts";
import type { Proportion } from "@scylla/stats";

/** Passed and decided runs of a set-up; a valid run that neither passed nor failed is in neither. */
export interface PassCount extends Proportion {
  /** Decided runs by task. */
  readonly byTask: ReadonlyMap<string, number>;
}

export type PassCounts = (setUp: Pick<SubtestResult, "tier" | "subtest" | "agent">) => PassCount;

export function passCounts(results: Results): PassCounts {
  const decided = Map.groupBy(
    results.runs.filter((run) => run.passed !== null),
    setUpKey,
  );
  return (setUp) => {
    const runs = decided.get(setUpKey(setUp)) ?? [];
    const byTask = Map.groupBy(runs, ({ task }) => task);
    return {
      successes: runs.filter((run) => run.passed === true).length,
      trials: runs.length,
      byTask: new Map([...byTask].map(([task, mine]) => [task, mine.length])),
    };
  };
}

/** True when each task has as many decided runs on both sides, so that the two shares are of one mixture of tasks. */
export function sameMixture(a: PassCount, b: PassCount): boolean {
  return sameTasks(a, b) && [...a.byTask].every(([task, runs]) => b.byTask.get(task) === runs);
}

/** True when the same tasks have decided runs on both sides. */
export function sameTasks(a: PassCount, b: PassCount): boolean {
  return a.byTask.size === b.byTask.size && [...a.byTask.keys()].every((task) => b.byTask.has(task));
}

export function setUpKey(setUp: { readonly tier: string; readonly subtest: string; readonly agent: string }): string {
  return `${setUp.tier}\n${setUp.subtest}\n${setUp.agent}`;
}

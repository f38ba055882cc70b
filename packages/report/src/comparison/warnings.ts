import type { ComparisonResult, ComparisonWarning, Results } from "@scylla/contracts";
import { taskDifferences } from "@scylla/stats";
import { FEWEST_TASKS } from "./estimate.ts";
import type { TaskPair } from "./task-pairs.ts";

export interface Doubts {
  readonly pairs: readonly TaskPair[];
  readonly tasks: ComparisonResult["tasks"];
  readonly effect: number | null;
  readonly margin: number | null;
  readonly method: ComparisonResult["method"];
  readonly status: Results["status"];
  /** A side was made of what these very results selected. */
  readonly isSelected: boolean;
}

/** What makes a comparison doubtful, in the order of the schema. */
export function warningsOf(doubts: Doubts): ComparisonWarning[] {
  const { pairs, tasks, method, status, isSelected } = doubts;
  const isShort = pairs.some(({ a, b, plannedA, plannedB }) => a.length < plannedA || b.length < plannedB);
  const found: readonly (readonly [ComparisonWarning, boolean])[] = [
    ["few-tasks", tasks.compared > 0 && tasks.compared < FEWEST_TASKS],
    ["missing-runs", isShort],
    ["lost-tasks", tasks.compared < tasks.planned],
    ["one-task", hangsOnOneTask(doubts)],
    ["uninformative-tasks", saysNothing(tasks)],
    ["no-variation", method === "exact-share"],
    ["chosen-by-data", isSelected],
    ["partial", status === "partial" && isShort],
  ];
  return found.flatMap(([warning, applies]) => (applies ? [warning] : []));
}

function saysNothing({ compared, alwaysPass, alwaysFail }: ComparisonResult["tasks"]): boolean {
  return compared > 0 && alwaysPass.length + alwaysFail.length >= compared / 2;
}

/** Without the task that adds most to the effect, less than half of it is left. An effect within the margin is none that could hang on anything. */
function hangsOnOneTask({ pairs, effect, margin }: Doubts): boolean {
  const { differences } = taskDifferences(pairs);
  if (effect === null || Math.abs(effect) <= (margin ?? 0) || differences.length < 3) return false;
  const sign = Math.sign(effect);
  const most = Math.max(...differences.map((difference) => difference * sign));
  const left = (effect * sign * differences.length - most) / (differences.length - 1);
  return left < (effect * sign) / 2;
}

import type { ComparisonResult } from "@scylla/contracts";
import {
  minimumDetectableEffect,
  requiredRuns,
  requiredTasks,
  taskDifferences,
  type VarianceComponents,
  varianceComponents,
  variance as varianceOf,
} from "@scylla/stats";
import { FEWEST_TASKS } from "./estimate.ts";
import type { TaskPair } from "./task-pairs.ts";

/** What a comparison has, and how the values vary: what its reach, and plans for more, rest on. */
export interface Design {
  readonly tasks: number;
  /** Of each side of a task: the harmonic mean, which the error goes by. */
  readonly runs: number;
  readonly variance: VarianceComponents;
}

/** Null for fewer than two tasks with both sides, and where nothing varies. */
export function designOf(pairs: readonly TaskPair[]): Design | null {
  const used = pairs.filter(({ a, b }) => a.length > 0 && b.length > 0);
  if (used.length < 2) return null;
  const components = varianceComponents(used);
  const counts = used.flatMap(({ a, b }) => [a.length, b.length]);
  const runs = Math.max(1, Math.round(counts.length / counts.reduce((sum, n) => sum + 1 / n, 0)));
  // One run of each: what varies between runs is in the differences of the tasks.
  const betweenTasks = varianceOf(taskDifferences(used).differences) ?? 0;
  const variance = components ?? { betweenTasks, withinRuns: 0 };
  return variance.betweenTasks + variance.withinRuns > 0 ? { tasks: used.length, runs, variance } : null;
}

/** Null where there are too few tasks to find anything. */
export function smallestDetectable(design: Design | null): number | null {
  return design && design.tasks >= FEWEST_TASKS ? minimumDetectableEffect(design, design.variance) : null;
}

/**
 * What it would take to find an effect as large as the one seen, or as the margin where that is larger.
 * @param pairCost of one run on each side, in USD; null where it isn't known.
 */
export function toDecide(
  design: Design | null,
  { effect, margin }: Pick<ComparisonResult, "effect" | "margin">,
  pairCost: number | null,
): ComparisonResult["toDecide"] {
  const size = Math.max(Math.abs(effect ?? 0), margin ?? 0);
  if (!design || size === 0) return null;
  const { tasks, runs, variance } = design;
  const further = (needed: number | null, there: number, each: number) => {
    if (needed === null) return null;
    const n = Math.max(1, needed - there);
    return { n, costUsd: pairCost === null ? null : n * each * pairCost };
  };
  const moreTasks = requiredTasks(size, runs, variance);
  const moreRuns = tasks < FEWEST_TASKS ? null : requiredRuns(size, tasks, variance);
  return {
    effect: size,
    tasks: further(moreTasks === null ? null : Math.max(FEWEST_TASKS, moreTasks), tasks, runs),
    runs: further(moreRuns, runs, tasks),
  };
}

import { requireAtLeast } from "../checks.ts";

/** One run with what it cost, in any one unit of money, and whether it passed. */
export interface PricedRun {
  readonly cost: number;
  readonly passed: boolean;
}

/** Means over the runs of a task. */
export interface TaskMeans {
  readonly cost: number;
  readonly passRate: number;
}

/** @throws {RangeError} for a cost that is negative, NaN or infinite. */
export function requireCosts(tasks: readonly (readonly PricedRun[])[]): void {
  for (const { cost } of tasks.flat()) requireAtLeast(cost, 0, "a cost");
}

/** For at least one run. */
export function meansOf(runs: readonly PricedRun[]): TaskMeans {
  let [cost, passes] = [0, 0];
  for (const run of runs) {
    cost += run.cost;
    if (run.passed) passes++;
  }
  return { cost: cost / runs.length, passRate: passes / runs.length };
}

/** Mean cost over mean pass rate, each task with the same weight; Infinity without a pass. */
export function ratioOf(tasks: readonly TaskMeans[]): number {
  let [cost, passRate] = [0, 0];
  for (const task of tasks) {
    cost += task.cost;
    passRate += task.passRate;
  }
  return passRate === 0 ? Number.POSITIVE_INFINITY : cost / passRate;
}

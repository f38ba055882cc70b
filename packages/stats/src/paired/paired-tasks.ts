import { requireFinite } from "../checks.ts";
import { mean } from "../describe/moments.ts";

/** The values of one task under two set-ups: one per run, such as 1 for a pass and 0 for none, or a score, or a cost. */
export interface PairedTask {
  readonly a: readonly number[];
  readonly b: readonly number[];
}

/** Differences mean(a) - mean(b), one per task that has runs of both, in the order given; `left` tasks have not. */
export interface TaskDifferences {
  readonly differences: readonly number[];
  readonly left: number;
}

/**
 * One difference per task: what a comparison over a population of tasks rests on.
 * @throws {RangeError} for a value that is NaN or infinite.
 */
export function taskDifferences(tasks: readonly PairedTask[]): TaskDifferences {
  const differences: number[] = [];
  for (const { a, b } of tasks) {
    const [one, other] = [mean(a), mean(b)];
    if (one !== null && other !== null) differences.push(one - other);
  }
  return { differences, left: tasks.length - differences.length };
}

/** Where the variance of a paired comparison comes from, in squared units. */
export interface VarianceComponents {
  /** Variance between tasks of the true difference: what more runs of the same tasks do not lessen. At least 0. */
  readonly betweenTasks: number;
  /** Variance between runs of one task and set-up. */
  readonly withinRuns: number;
}

/**
 * Components of variance by moments: the variance of the tasks' differences, less what their runs explain.
 * @returns null for fewer than two tasks with both set-ups, or when no task has two runs of one set-up.
 * @throws {RangeError} for a value that is NaN or infinite.
 */
export function varianceComponents(tasks: readonly PairedTask[]): VarianceComponents | null {
  const used = tasks.filter(({ a, b }) => a.length > 0 && b.length > 0);
  const { differences } = taskDifferences(used);
  let [squares, degrees, shares] = [0, 0, 0];
  for (const runs of used.flatMap(({ a, b }) => [a, b])) {
    requireFinite(runs, "runs");
    squares += squaresAbout(runs);
    degrees += runs.length - 1;
    shares += 1 / runs.length;
  }
  if (used.length < 2 || degrees === 0) return null;
  const withinRuns = squares / degrees;
  const observed = squaresAbout(differences) / (differences.length - 1);
  return { betweenTasks: Math.max(0, observed - withinRuns * (shares / used.length)), withinRuns };
}

function squaresAbout(values: readonly number[]): number {
  const centre = values.reduce((total, value) => total + value, 0) / values.length;
  return values.reduce((total, value) => total + (value - centre) ** 2, 0);
}

import { requireCounts, requireInteger, requireLevel } from "../checks.ts";
import { mean, standardDeviation } from "../describe/moments.ts";
import { studentT } from "../distributions/student-t.ts";
import type { Interval } from "../interval.ts";
import type { Proportion } from "./proportion.ts";

/**
 * pass@k of one task: the chance that at least one of k fresh runs passes, 1 - C(n - c, k) / C(n, k) from c passes in n runs. Unbiased.
 * Source: M. Chen et al., Evaluating large language models trained on code (2021), arXiv:2107.03374.
 * @returns null when there are fewer than k runs: no unbiased estimate exists.
 * @throws {RangeError} unless 0 <= passes <= runs are integers and k >= 1 is one.
 */
export function passAtK(passes: number, runs: number, k: number): number | null {
  const none = allOf(runs - passes, runs, k);
  return none === null ? null : 1 - none;
}

/**
 * pass^k of one task: the chance that all of k fresh runs pass, C(c, k) / C(n, k) from c passes in n runs. Unbiased.
 * Source: S. Yao et al., τ-bench (2024), arXiv:2406.12045.
 * @returns null when there are fewer than k runs.
 * @throws {RangeError} as {@link passAtK} does.
 */
export function passHatK(passes: number, runs: number, k: number): number | null {
  return allOf(passes, runs, k);
}

/** The chance that k runs, drawn from n without replacement, all belong to the `some`. */
function allOf(some: number, runs: number, k: number): number | null {
  requireCounts(some, runs);
  requireInteger(k, 1, "k");
  if (runs < k) return null;
  let chance = 1;
  for (let i = 0; i < k && chance > 0; i++) chance *= (some - i) / (runs - i);
  return Math.max(0, chance);
}

/** A figure averaged over tasks; `left` tasks had too few runs for it. */
export interface TaskAverage {
  readonly estimate: number;
  readonly tasks: number;
  readonly left: number;
  /** t interval over tasks; null for fewer than two tasks or none that differs. Not clipped to [0, 1]. */
  readonly interval: Interval | null;
}

/** Which of the two: at least one pass in k, or k passes in k. */
export type ReliabilityMeasure = typeof passAtK;

/**
 * {@link passAtK} or {@link passHatK} averaged over tasks, each with the same weight. The interval treats tasks as the sample:
 * runs of a task are not independent of one another.
 * @returns null when no task has k runs.
 * @throws {RangeError} as {@link passAtK} does, and unless 0 < level < 1.
 */
export function averageOverTasks(
  measure: ReliabilityMeasure,
  tasks: readonly Proportion[],
  k: number,
  level = 0.95,
): TaskAverage | null {
  requireLevel(level);
  const known = tasks.map((task) => measure(task.successes, task.trials, k)).filter((value) => value !== null);
  const estimate = mean(known);
  if (estimate === null) return null;
  const deviation = standardDeviation(known) ?? 0;
  const left = tasks.length - known.length;
  if (deviation === 0) return { estimate, tasks: known.length, left, interval: null };
  const half = studentT(known.length - 1).quantile((1 + level) / 2) * (deviation / Math.sqrt(known.length));
  return { estimate, tasks: known.length, left, interval: { low: estimate - half, high: estimate + half, level } };
}

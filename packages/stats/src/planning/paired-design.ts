import { requireAtLeast, requireInteger, requireProbability } from "../checks.ts";
import { studentT } from "../distributions/student-t.ts";
import type { VarianceComponents } from "../paired/paired-tasks.ts";

/** A paired comparison: `runs` of each of two set-ups on each of `tasks` tasks. */
export interface PairedDesign {
  /** At least 2. */
  readonly tasks: number;
  /** Of each set-up on each task, at least 1. */
  readonly runs: number;
}

export interface Demands {
  /** Two-sided. Default 0.05. */
  readonly alpha?: number;
  /** The chance to find an effect of the smallest detectable size. Default 0.8. */
  readonly power?: number;
}

/** More tasks than anyone runs. */
const MOST = 1_000_000;

/**
 * Standard error of the mean paired difference: sqrt((betweenTasks + 2 withinRuns / runs) / tasks), in the unit of the metric.
 * Source: E. Miller (2024), arXiv:2411.00640, section 5.
 * @throws {RangeError} for a design or variance out of range.
 */
export function designError({ tasks, runs }: PairedDesign, variance: VarianceComponents): number {
  requireInteger(tasks, 2, "tasks");
  requireInteger(runs, 1, "runs");
  requireAtLeast(variance.betweenTasks, 0, "the variance between tasks");
  requireAtLeast(variance.withinRuns, 0, "the variance within runs");
  return Math.sqrt((variance.betweenTasks + (2 * variance.withinRuns) / runs) / tasks);
}

/**
 * Minimum detectable effect: the smallest true difference that the design finds with the power asked for, (t_α/2 + t_power) × its error with
 * tasks - 1 degrees of freedom; about 2.8 errors for many tasks.
 * Source: H. S. Bloom, Evaluation Review 19 (1995) 547-556.
 * @throws {RangeError} for a design, variance, alpha or power out of range.
 */
export function minimumDetectableEffect(
  design: PairedDesign,
  variance: VarianceComponents,
  { alpha = 0.05, power = 0.8 }: Demands = {},
): number {
  requireProbability(alpha, "alpha");
  requireProbability(power, "power");
  return errorsNeeded(design.tasks, alpha, power) * designError(design, variance);
}

function errorsNeeded(tasks: number, alpha: number, power: number): number {
  requireInteger(tasks, 2, "tasks");
  const t = studentT(tasks - 1);
  return Math.max(0, t.quantile(1 - alpha / 2) + t.quantile(power));
}

/**
 * The fewest tasks with which `runs` each suffice to detect `effect`.
 * @returns null when a million would not.
 * @throws {RangeError} unless effect > 0, and as {@link minimumDetectableEffect} does.
 */
export function requiredTasks(
  effect: number,
  runs: number,
  variance: VarianceComponents,
  demands: Demands = {},
): number | null {
  requireAtLeast(effect, Number.MIN_VALUE, "the effect");
  return fewest(2, (tasks) => minimumDetectableEffect({ tasks, runs }, variance, demands) <= effect);
}

/**
 * The fewest runs of each set-up with which these tasks suffice to detect `effect`.
 * @returns null when no number does, since the tasks differ too much among themselves: then only more tasks help.
 * @throws {RangeError} unless effect > 0, and as {@link minimumDetectableEffect} does.
 */
export function requiredRuns(
  effect: number,
  tasks: number,
  variance: VarianceComponents,
  demands: Demands = {},
): number | null {
  requireAtLeast(effect, Number.MIN_VALUE, "the effect");
  return fewest(1, (runs) => minimumDetectableEffect({ tasks, runs }, variance, demands) <= effect);
}

/** The least number from `least` on for which it is enough, where more is always enough too. */
function fewest(least: number, enough: (count: number) => boolean): number | null {
  let high = least;
  while (!enough(high)) {
    if (high >= MOST) return null;
    high = Math.min(MOST, high * 2);
  }
  let low = Math.max(least, high >> 1);
  while (low < high) {
    const middle = (low + high) >> 1;
    if (enough(middle)) high = middle;
    else low = middle + 1;
  }
  return high;
}

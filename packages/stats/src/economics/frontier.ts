import { clusterResamples, resampleRuns } from "../bootstrap/cluster-bootstrap.ts";
import { type BootstrapOptions, withDefaults } from "../bootstrap/options.ts";
import { requireAligned, transposed } from "./aligned.ts";
import { meansOf, type PricedRun, ratioOf, requireCosts } from "./priced-run.ts";

/** The cheapest way found to a pass, of one task. */
export interface TaskFrontier {
  /** Null when no candidate passed: the task is not solved. */
  readonly candidate: number | null;
  readonly costOfPass: number | null;
}

export interface Frontier {
  /** The candidate with the lowest cost of pass over all tasks; null when none passed. */
  readonly cheapest: number | null;
  readonly costOfPass: number | null;
  /** Share of bootstrap resamples in which each candidate is the cheapest. They add up to less than 1 where some had no pass at all. */
  readonly shares: readonly number[];
  readonly tasks: readonly TaskFrontier[];
  readonly unsolved: number;
  /** Mean over tasks of their frontier; null while a task is unsolved, which has no finite one. */
  readonly meanOverTasks: number | null;
}

/**
 * Frontier cost of pass of several candidates, `candidates[candidate][task]` with its runs: the lowest over all tasks, and for each task by
 * itself. Minima over noisy figures are too low by luck: `shares` shows how far the data tell candidates apart.
 * Source: M. Erol et al. (2025), arXiv:2504.13359; resampling as `clusterBootstrap`, the same tasks for all candidates.
 * @returns null for no candidates or no tasks.
 * @throws {RangeError} for a cost that is negative, NaN or infinite, candidates with unequal tasks, a task without runs, and for options out of range.
 */
export function costOfPassFrontier(
  candidates: readonly (readonly (readonly PricedRun[])[])[],
  options: Pick<BootstrapOptions, "resamples" | "seed"> = {},
): Frontier | null {
  requireAligned(candidates);
  for (const tasks of candidates) requireCosts(tasks);
  const byTask = transposed(candidates);
  if (byTask.length === 0) return null;
  const wins = new Array<number>(candidates.length).fill(0);
  const settings = withDefaults(options);
  const within = (runs: readonly (readonly PricedRun[])[], random: Parameters<typeof resampleRuns>[1]) =>
    runs.map((own) => resampleRuns(own, random));
  for (const drawn of clusterResamples(byTask, settings, within)) {
    const { place, least } = lowest(transposed(drawn).map((tasks) => ratioOf(tasks.map(meansOf))));
    if (least < Number.POSITIVE_INFINITY) wins[place] = (wins[place] ?? 0) + 1;
  }
  const tasks = byTask.map((runs) => frontierOf(runs.map((own) => ratioOf([meansOf(own)]))));
  const costs = tasks.map(({ costOfPass }) => costOfPass).filter((cost) => cost !== null);
  const overall = frontierOf(candidates.map((own) => ratioOf(own.map(meansOf))));
  return {
    cheapest: overall.candidate,
    costOfPass: overall.costOfPass,
    shares: wins.map((count) => count / settings.resamples),
    tasks,
    unsolved: tasks.length - costs.length,
    meanOverTasks: costs.length < tasks.length ? null : costs.reduce((total, cost) => total + cost, 0) / costs.length,
  };
}

function frontierOf(costs: readonly number[]): TaskFrontier {
  const { place, least } = lowest(costs);
  return least < Number.POSITIVE_INFINITY
    ? { candidate: place, costOfPass: least }
    : { candidate: null, costOfPass: null };
}

/** Of equals the first. */
function lowest(values: readonly number[]): { readonly place: number; readonly least: number } {
  const least = Math.min(...values);
  return { place: values.indexOf(least), least };
}

import { clusterReplicates, resampleRuns } from "../bootstrap/cluster-bootstrap.ts";
import { type BootstrapOptions, withDefaults } from "../bootstrap/options.ts";
import { sortedQuantile } from "../describe/quantile.ts";
import { meansOf, type PricedRun, ratioOf, requireCosts, type TaskMeans } from "./priced-run.ts";

/** In the unit of the costs, per pass. */
export interface CostOfPass {
  /** Null without a pass: then only `low` is known. */
  readonly estimate: number | null;
  /** Null when not even that is known. */
  readonly low: number | null;
  /** Null when the data set no upper bound: then `low` is a one-sided bound of the same level. Never infinite. */
  readonly high: number | null;
  readonly level: number;
  /** Tasks with runs; the others are left out. */
  readonly tasks: number;
}

/**
 * Cost of a pass over a population of tasks: mean cost of a run over its chance to pass, tasks weighted alike. The interval is a percentile
 * cluster bootstrap (tasks, then their runs), in which resamples without a pass count as dearer than any; where they reach the upper end there
 * is none, and the bound below takes the whole of 1 - level. With one task it speaks of that task only.
 *
 * Without any pass the lower bound is a lower bound of the mean cost over an upper bound of the pass rate, each with half of 1 - level. The
 * latter, 1 - ((1 - level) / 2)^(1 / tasks), holds however alike the runs of a task are (for one task: runs in place of tasks).
 * Source: M. Erol et al. (2025), arXiv:2504.13359; `clusterBootstrap`; C. J. Clopper and E. S. Pearson, Biometrika 26 (1934) 404-413.
 * @returns null for no runs.
 * @throws {RangeError} for a cost that is negative, NaN or infinite, and for options out of range.
 */
export function costOfPass(
  tasks: readonly (readonly PricedRun[])[],
  options: Omit<BootstrapOptions, "method"> = {},
): CostOfPass | null {
  requireCosts(tasks);
  const settings = withDefaults(options);
  const { level } = settings;
  const used = tasks.filter((runs) => runs.length > 0);
  if (used.length === 0) return null;
  const estimate = ratioOf(used.map(meansOf));
  if (estimate === Number.POSITIVE_INFINITY) {
    return { estimate: null, low: boundWithoutPass(used, settings), high: null, level, tasks: used.length };
  }
  const replicates = replicatesOf(used, ratioOf, settings).sort();
  const tail = (1 - level) / 2;
  const high = sortedQuantile(replicates, 1 - tail);
  const bounded = high < Number.POSITIVE_INFINITY;
  const low = sortedQuantile(replicates, bounded ? tail : 1 - level);
  return {
    estimate,
    low: low < Number.POSITIVE_INFINITY ? low : null,
    high: bounded ? high : null,
    level,
    tasks: used.length,
  };
}

/** Null for a single run, which shows no variation of costs. */
function boundWithoutPass(
  tasks: readonly (readonly PricedRun[])[],
  settings: Required<Omit<BootstrapOptions, "method">>,
): number | null {
  const runs = tasks.flat().length;
  if (runs < 2) return null;
  const tail = (1 - settings.level) / 2;
  const trials = tasks.length > 1 ? tasks.length : runs;
  const meanCost = (means: readonly TaskMeans[]): number =>
    means.reduce((total, { cost }) => total + cost, 0) / means.length;
  const costs = replicatesOf(tasks, meanCost, settings).sort();
  return sortedQuantile(costs, tail) / (1 - tail ** (1 / trials));
}

function replicatesOf(
  tasks: readonly (readonly PricedRun[])[],
  of: (means: readonly TaskMeans[]) => number,
  settings: { readonly resamples: number; readonly seed: number },
): Float64Array {
  return clusterReplicates(tasks, (drawn) => of(drawn.map(meansOf)), settings, resampleRuns);
}

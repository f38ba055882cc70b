import { clusterResamples, resampleRuns } from "../bootstrap/cluster-bootstrap.ts";
import { type BootstrapOptions, withDefaults } from "../bootstrap/options.ts";
import { requireFinite } from "../checks.ts";
import { requireAligned, transposed } from "./aligned.ts";

/** Less cost and more quality are better; each in any one unit. */
export interface CostQuality {
  readonly cost: number;
  readonly quality: number;
}

/**
 * Which points no other dominates, in the order given: none costs at most as much and is at least as good, and better in one of the two.
 * Equal points stand or fall together.
 * @throws {RangeError} for a figure that is NaN or infinite.
 */
export function paretoSet(points: readonly CostQuality[]): boolean[] {
  requireFinite(
    points.flatMap(({ cost, quality }) => [cost, quality]),
    "figures",
  );
  return points.map(
    (point) =>
      !points.some(
        ({ cost, quality }) =>
          cost <= point.cost && quality >= point.quality && (cost < point.cost || quality > point.quality),
      ),
  );
}

export interface ParetoCandidate extends CostQuality {
  /** Whether it is in the Pareto set of the data at hand. */
  readonly efficient: boolean;
  /** Share of bootstrap resamples in whose Pareto set it is: near 1 or 0 the data decide, between they do not. */
  readonly share: number;
}

/**
 * Cost-quality Pareto set with its uncertainty, of `candidates[candidate][task]` with its runs: means over tasks of the means of their runs,
 * and cluster bootstrap with the same tasks drawn for all candidates.
 * Source: S. Kapoor et al. (2024), arXiv:2407.01502; resampling as `clusterBootstrap`.
 * @returns null for no candidates or no tasks.
 * @throws {RangeError} for a figure that is NaN or infinite, candidates with unequal tasks, a task without runs, and for options out of range.
 */
export function paretoUncertainty(
  candidates: readonly (readonly (readonly CostQuality[])[])[],
  options: Pick<BootstrapOptions, "resamples" | "seed"> = {},
): ParetoCandidate[] | null {
  requireAligned(candidates);
  const byTask = transposed(candidates);
  if (byTask.length === 0) return null;
  const settings = withDefaults(options);
  const points = candidates.map((tasks) => meanOf(tasks.map(meanOf)));
  const efficient = paretoSet(points);
  const counts = points.map(() => 0);
  const resamples = clusterResamples(byTask, settings, (own, random) => own.map((runs) => resampleRuns(runs, random)));
  for (const drawn of resamples) {
    paretoSet(transposed(drawn).map((tasks) => meanOf(tasks.map(meanOf)))).forEach((is, i) => {
      if (is) counts[i] = (counts[i] ?? 0) + 1;
    });
  }
  return points.map((point, i) => ({
    ...point,
    efficient: efficient[i] ?? false,
    share: (counts[i] ?? 0) / settings.resamples,
  }));
}

function meanOf(points: readonly CostQuality[]): CostQuality {
  let [cost, quality] = [0, 0];
  for (const point of points) {
    cost += point.cost;
    quality += point.quality;
  }
  return { cost: cost / points.length, quality: quality / points.length };
}

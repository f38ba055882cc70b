import type { Results } from "@scylla/contracts";
import { effectsFigure } from "./effects/figure.ts";
import type { Figure, FigureOptions } from "./figure.ts";
import { heatMapFigure } from "./heat-map/figure.ts";
import { paretoFigure } from "./pareto/figure.ts";
import { uptakeFigure } from "./uptake/figure.ts";
import type { ResourceUptake } from "./uptake/rows.ts";

/**
 * Every figure that the results have something for: paired effects (one a metric that is compared), cost and quality, tasks, uptake. Pure.
 */
export function figuresOf(
  results: Results,
  uptake: readonly ResourceUptake[] = [],
  options: FigureOptions = {},
): readonly Figure[] {
  const metrics = ["passRate", "score", "costUsd", "durationMs"] as const;
  return [
    ...metrics.map((metric) => effectsFigure(results, metric, options)),
    paretoFigure(results, options),
    heatMapFigure(results, options),
    uptakeFigure(results, uptake, options),
  ].filter((figure) => figure !== null);
}

/** Of all that `figuresOf` can give. */
export const FIGURE_NAMES = [
  "paired-effects",
  "paired-effects-score",
  "paired-effects-cost",
  "paired-effects-time",
  "cost-quality",
  "task-heat-map",
  "uptake",
] as const;

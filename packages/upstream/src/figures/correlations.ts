import { spearman } from "@scylla/stats";
import { groups, metricOf, type RunMetric } from "./columns.ts";
import type { RunFigures } from "./run-figures.ts";

export interface CorrelationFigures {
  readonly model: string;
  readonly metrics: readonly [RunMetric, RunMetric];
  readonly n: number;
  readonly rho: number | null;
  /** By t with n - 2 degrees of freedom. */
  readonly p: number | null;
}

const PAIRS: readonly (readonly [RunMetric, RunMetric])[] = [
  ["score", "costUsd"],
  ["score", "totalTokens"],
  ["score", "durationSeconds"],
  ["score", "implRate"],
  ["implRate", "costUsd"],
  ["implRate", "durationSeconds"],
  ["costUsd", "totalTokens"],
];

/** Upstream correlates from three runs on. */
const FEWEST = 3;

/** Rank correlations over the runs of each model that have both values. */
export function correlationsOf(runs: readonly RunFigures[]): readonly CorrelationFigures[] {
  return groups(runs, "model").flatMap(([model, of]) =>
    PAIRS.flatMap((metrics) => {
      const pairs = of.flatMap((run) => {
        const [x, y] = [metricOf(run, metrics[0]), metricOf(run, metrics[1])];
        return x === null || y === null ? [] : [{ x, y }];
      });
      if (pairs.length < FEWEST) return [];
      const found = spearman(
        pairs.map(({ x }) => x),
        pairs.map(({ y }) => y),
      );
      return [{ model, metrics, n: pairs.length, rho: found?.r ?? null, p: found?.p ?? null }];
    }),
  );
}

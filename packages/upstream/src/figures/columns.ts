import { mean } from "@scylla/stats";
import type { RunFigures } from "./run-figures.ts";

/** The quantities of runs that upstream compares, correlates and describes. */
export type RunMetric = "passRate" | "score" | "implRate" | "costUsd" | "durationSeconds" | "totalTokens";

/** A run's value of a metric; a pass counts 1. */
export function metricOf(run: RunFigures, metric: RunMetric): number | null {
  return metric === "passRate" ? Number(run.passed) : run[metric];
}

/** The values that are known, in the order of the runs. */
export function known(runs: readonly RunFigures[], metric: RunMetric): readonly number[] {
  return runs.flatMap((run) => metricOf(run, metric) ?? []);
}

export function total(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}

/** Mean cost over pass rate. Null where upstream has infinity: nothing passed; or where no cost is known. */
export function costOfPassOf(runs: readonly RunFigures[]): number | null {
  const [cost, rate] = [mean(known(runs, "costUsd")), mean(known(runs, "passRate"))];
  return cost === null || rate === null || rate === 0 ? null : cost / rate;
}

export function smallest(values: readonly (number | null)[]): number | null {
  const numbers = values.filter((value) => value !== null);
  return numbers.length === 0 ? null : Math.min(...numbers);
}

export function distinct(values: readonly string[]): readonly string[] {
  return [...new Set(values)];
}

/** Groups in order of their first run; tiers stand in order, for runs do. */
export function groups(
  runs: readonly RunFigures[],
  by: "model" | "tier" | "subtest" | "experiment",
): readonly (readonly [string, readonly RunFigures[]])[] {
  return [...Map.groupBy(runs, (run) => run[by])].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
}

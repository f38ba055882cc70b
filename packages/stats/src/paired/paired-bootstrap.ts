import { type ClusterBootstrapOptions, clusterBootstrap, resampleRuns } from "../bootstrap/cluster-bootstrap.ts";
import type { BootstrapInterval } from "../bootstrap/options.ts";
import { type PairedTask, taskDifferences } from "./paired-tasks.ts";

export interface PairedBootstrapOptions extends Omit<ClusterBootstrapOptions<PairedTask>, "within"> {
  /** What is drawn: tasks, then the runs of each side (default), or tasks whole. */
  readonly resample?: "tasks-and-runs" | "tasks";
}

/**
 * Cluster bootstrap interval of the mean over tasks of mean(a) - mean(b). Tasks without runs of both sides are left out.
 * Source and limits: {@link clusterBootstrap}.
 * @returns null for fewer than two tasks.
 * @throws {RangeError} for a value that is NaN or infinite, and for options out of range.
 */
export function pairedBootstrap(
  tasks: readonly PairedTask[],
  { resample = "tasks-and-runs", ...options }: PairedBootstrapOptions = {},
): BootstrapInterval | null {
  taskDifferences(tasks);
  const used = tasks.filter(({ a, b }) => a.length > 0 && b.length > 0);
  if (resample === "tasks") {
    return clusterBootstrap(taskDifferences(used).differences, plainMean, options);
  }
  return clusterBootstrap(used, (drawn) => plainMean(drawn.map(({ a, b }) => plainMean(a) - plainMean(b))), {
    ...options,
    within: ({ a, b }, random) => ({ a: resampleRuns(a, random), b: resampleRuns(b, random) }),
  });
}

function plainMean(values: readonly number[]): number {
  let total = 0;
  for (const value of values) total += value;
  return total / values.length;
}

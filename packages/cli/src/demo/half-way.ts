import { setTimeout as pause } from "node:timers/promises";
import { readExperiment } from "@scylla/compose";
import { type ExperimentView, isScyllaError } from "@scylla/contracts";

/**
 * Resolves when half of the runs have their verdict and an agent is running: the worst moment for a kill.
 * Resolves also when `signal` aborts, for an experiment that ended before.
 */
export async function halfWay(dir: string, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    const view = await peek(dir);
    if (view) {
      const planned = view.plan.cells.length * view.plan.frozen.repeats;
      const valid = view.runs.filter((run) => run.state === "graded").length;
      if (valid >= planned / 2 && view.runs.some((run) => run.state === "buying")) return;
    }
    await pause(25);
  }
}

/** Null while there is nothing to read yet. */
async function peek(dir: string): Promise<ExperimentView | null> {
  try {
    return (await readExperiment({ dir })).view;
  } catch (error) {
    if (isScyllaError(error, "STORE_MISSING")) return null;
    throw error;
  }
}

import type { ExperimentView, Results } from "@scylla/contracts";
import { reportExtras, writeReports } from "@scylla/report";

/** Writes the reports of a projection into the experiment directory. */
export function publishReports(dir: string): (results: Results, view: ExperimentView) => Promise<void> {
  return async (results, view) => {
    await writeReports({ dir, results, extras: reportExtras(view) });
  };
}

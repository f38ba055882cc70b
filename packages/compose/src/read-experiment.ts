import { type ExperimentView, type Results, readView, ScyllaError } from "@scylla/contracts";
import { projector, type ReportExtras, reportExtras } from "@scylla/report";
import { tierManager } from "@scylla/tier-manager";

export interface StoredExperiment {
  readonly view: ExperimentView;
  readonly results: Results;
  readonly extras: ReportExtras;
}

/** Reads an experiment directory as it stands, also while it is being run. @throws {ScyllaError} `STORE_MISSING`, `STORE_DAMAGED`, `STORE_NEWER`. */
export async function readExperiment(params: { readonly dir: string }): Promise<StoredExperiment> {
  // Only here: planning and a runner with a store of its own do without SQLite.
  const { openRunStore } = await import("@scylla/persistence");
  const reader = await openRunStore({ dir: params.dir, mode: "read" });
  try {
    const view = await readView(reader);
    if (!view) {
      throw new ScyllaError("STORE_MISSING", `no plan was accepted in ${params.dir} yet`, {
        hint: "Run its experiment first.",
      });
    }
    return { view, results: projector({ select: tierManager().select }).results(view), extras: reportExtras(view) };
  } finally {
    await reader.close();
  }
}

import { type RunRecord, readView, runLabel, ScyllaError } from "@scylla/contracts";
import type { Recordings } from "@scylla/runner-core";

/**
 * Plays back what was recorded in an experiment directory: for each run, its latest attempt that was.
 * @throws {ScyllaError} `STORE_MISSING`, `STORE_DAMAGED`, `STORE_NEWER`.
 */
export async function recordingsOf(params: { readonly dir: string }): Promise<Required<Pick<Recordings, "replay">>> {
  const { openArtifactStore, openRunStore } = await import("@scylla/persistence");
  const { dir } = params;
  const store = await openRunStore({ dir, mode: "read" });
  const runs = new Map<string, RunRecord>();
  const digests = new Map<string, string>();
  try {
    const view = await readView(store);
    const keys = new Map((view?.plan.cells ?? []).map(({ digest, key }) => [digest, key]));
    for (const run of view?.runs ?? []) {
      const key = keys.get(run.cell);
      if (key) runs.set(runLabel(key, run.n), run);
    }
    for (const [label, { id }] of runs) {
      const recorded = (await store.history(id))?.artifacts.filter(({ name }) => name === "exchanges") ?? [];
      const latest = recorded.toSorted((a, b) => a.attempt - b.attempt).at(-1);
      if (latest) digests.set(label, latest.digest);
    }
  } finally {
    await store.close();
  }
  const artifacts = await openArtifactStore({ dir });
  return {
    replay: async (run) => {
      const digest = digests.get(run);
      if (digest !== undefined) return Buffer.from(await artifacts.get(digest)).toString("utf8");
      throw new ScyllaError("REFERENCE_MISSING", `nothing was recorded of ${run} in ${dir}`, {
        hint: "Record it with `scylla run --record`, or leave the run out with --tiers and --repeats.",
      });
    },
  };
}

import { cellDigest, type ExperimentView, type PlannedCell, readView } from "@scylla/contracts";
import { acceptance, sampleCell, samplePlan, sampleTask } from "@scylla/contracts/testing";
import { openArtifactStore, openRunStore } from "@scylla/persistence";

const CELLS = ["a/T0/x/bot", "a/T0/y/bot"];

/** An experiment directory with a plan, the objects that it names, and a run that was claimed. */
export async function writeSmallStore(dir: string): Promise<ExperimentView | null> {
  const store = await openRunStore({ dir, mode: "write" });
  const artifacts = openArtifactStore({ dir });
  for (const label of CELLS) await artifacts.put(Buffer.from(`treatment ${label}`));
  const plan = samplePlan(CELLS.map(plannedCell));
  await store.acceptPlan(acceptance(plan, plan, 1000));
  await store.claim({ run: 1, atMs: 2000 });
  await store.close();
  return viewOf(dir, "read");
}

/** One that is what its digest says: archives of others are refused. */
function plannedCell(label: string): PlannedCell {
  const { key, treatment, conditions } = sampleCell(label);
  const { digest: task } = sampleTask(key.task);
  return { key, treatment, conditions, digest: cellDigest({ key, task, treatment, conditions }) };
}

/** All that a store says, opened in this way. */
export async function viewOf(dir: string, mode: "read" | "write"): Promise<ExperimentView | null> {
  const store = mode === "read" ? await openRunStore({ dir, mode }) : await openRunStore({ dir, mode });
  try {
    return await readView(store);
  } finally {
    await store.close();
  }
}

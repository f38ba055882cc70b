import { readView } from "@scylla/contracts";
import { openRunStore } from "@scylla/persistence";
import { RunnerResume, systemClock } from "@scylla/runner-core";

/** Milliseconds from opening the store of an experiment for writing until it is known what a resume would do. */
export async function planResumeMs(out: string): Promise<{ readonly ms: number; readonly kept: number }> {
  const begun = performance.now();
  const store = await openRunStore({ dir: out, mode: "write" });
  try {
    const view = await readView(store);
    if (!view) throw new Error(`${out} holds no plan`);
    const plan = new RunnerResume({ clock: systemClock() }).reconcile(view, null, null);
    return { ms: performance.now() - begun, kept: plan.keep };
  } finally {
    await store.close();
  }
}

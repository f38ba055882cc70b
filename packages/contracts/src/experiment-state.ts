import { isFinal } from "./run-state.ts";
import { refKey, runOrder } from "./schedule.ts";
import type { ExperimentView } from "./view.ts";

/** `settled`: every planned run is valid or finally missing. `finalized`: and its results were projected. */
export type ExperimentState = "planned" | "running" | "parked" | "settled" | "finalized";

/** A pure fold over what is stored; nothing but runs and plans decides it. `running` means begun and unfinished, with or without a live process. */
export function experimentState(view: ExperimentView): ExperimentState {
  const { plan } = view;
  const wanted = new Set(runOrder(plan.cells, plan.frozen.repeats, 0).map(refKey));
  const runs = view.runs.filter((run) => wanted.has(refKey(run)));
  const open = runs.filter((run) => !isFinal(run.state));
  if (open.length === 0 && plan.waiting.length === 0) {
    return view.experiment.finalizedRevision === plan.revision ? "finalized" : "settled";
  }
  if (runs.every((run) => run.fence === 0)) return "planned";
  if (open.length > 0 && open.every((run) => run.hold?.kind === "parked")) return "parked";
  return "running";
}

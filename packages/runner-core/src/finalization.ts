import {
  type Clock,
  type ExperimentView,
  experimentState,
  type Projector,
  type Results,
  type RunStore,
} from "@scylla/contracts";

export interface FinalizationPorts {
  readonly projector: Projector;
  readonly store: Pick<RunStore, "finalize">;
  readonly clock: Pick<Clock, "now">;
  /** Writes what people read; absent: the results are only returned. */
  readonly publish?: ((results: Results, view: ExperimentView) => Promise<void>) | undefined;
}

/** Folds what is stored into results and reports; may be repeated at any time. */
export class RunnerFinalization {
  readonly #ports: FinalizationPorts;

  constructor(ports: FinalizationPorts) {
    this.#ports = ports;
  }

  async project(view: ExperimentView): Promise<Results> {
    const { projector, publish, store, clock } = this.#ports;
    const results = projector.results(view);
    await publish?.(results, view);
    if (experimentState(view) === "settled") await store.finalize({ revision: view.plan.revision, atMs: clock.now() });
    return results;
  }
}

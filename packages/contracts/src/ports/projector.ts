import type { PORTS } from "../port.ts";
import type { Results } from "../results.ts";
import type { ExperimentView } from "../view.ts";

/** Turns what is stored into what is reported: a pure fold, re-runnable at any time. */
export interface Projector {
  readonly port: typeof PORTS.projector;
  results(view: ExperimentView): Results;
}

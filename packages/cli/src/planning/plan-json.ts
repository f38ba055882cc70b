import type { Forecast } from "@scylla/compose";
import { cellLabel, runLabel } from "@scylla/contracts";
import { countForecast } from "./count-forecast.ts";

/** What `plan --json` prints. Members are only ever added. */
export function planJson({ view, cells, waiting, purchases }: Forecast, dir: string): object {
  const { frozen, unresolved } = view.plan;
  return {
    status: "planned",
    experiment: frozen.experiment,
    dir,
    counts: countForecast(cells, waiting.length * frozen.repeats),
    purchases,
    agents: frozen.agents.map(({ id, kind, model, version }) => ({ id, kind, model, version })),
    cells: cells.map(({ key, digest, conditions, runs, replaces }) => ({
      key: cellLabel(key),
      digest,
      limits: conditions.limits,
      runs: runs.map(({ n, ...rest }) => ({ key: runLabel(key, n), ...rest })),
      replaces,
    })),
    waiting: waiting.map(({ key, inherits, onMissing }) => ({ key: cellLabel(key), inherits, onMissing })),
    notApplicable: (frozen.notApplicable ?? []).map(({ key, lacks }) => ({ key: cellLabel(key), lacks })),
    unresolved: unresolved.map(({ recipe, reason }) => ({ key: cellLabel(recipe.key), reason })),
  };
}

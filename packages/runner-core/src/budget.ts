import type { ExperimentView, NanoUsd } from "@scylla/contracts";

/** Money spent against the experiment's budget. Unknown costs can't be counted; reports say how many there are. */
export interface Budget {
  add(cost: NanoUsd | null): void;
  readonly exhausted: boolean;
}

export function budget(limit: NanoUsd | null, spent: NanoUsd): Budget {
  let total = spent;
  return {
    add: (cost) => {
      total += cost ?? 0;
    },
    get exhausted() {
      return limit !== null && total >= limit;
    },
  };
}

/** Everything that this experiment's agents ever cost: results and losses, of cells of earlier plans too. */
export function spentSoFar(view: ExperimentView): NanoUsd {
  let total = 0;
  for (const { end } of view.results.values()) total += end?.costSource === "replayed" ? 0 : (end?.cost ?? 0);
  for (const loss of view.spend) total += loss.cost ?? 0;
  return total;
}

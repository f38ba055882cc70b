import { type ExperimentView, type NanoUsd, usdFromNano } from "@scylla/contracts";
import { plannedRuns } from "./planned-runs.ts";

/** All money of an experiment's agents, of which results hold only their own. */
export interface Spend {
  /** Attempts that stand in the results, or will once they are graded. */
  readonly resultsUsd: number;
  /** Attempts that do not: killed, failed, invalidated, of runs that are finally missing, or of an earlier plan. */
  readonly outsideUsd: number;
  /** Attempts whose cost nobody knows. They are in neither sum. */
  readonly unknown: number;
}

/** Sums are of integers: exact, whatever the order. */
export function spendOf(view: ExperimentView): Spend {
  const counted = new Set(plannedRuns(view).flatMap(({ run }) => (run && run.state !== "missing" ? [run.id] : [])));
  const ledger = new Set(view.spend.map(({ run, attempt }) => `${run}/${attempt}`));
  const inside: (NanoUsd | null)[] = [];
  const outside: (NanoUsd | null)[] = view.spend.map(({ cost }) => cost);
  for (const row of view.results.values()) {
    if (ledger.has(`${row.run}/${row.attempt}`)) continue;
    (counted.has(row.run) ? inside : outside).push(row.end?.cost ?? null);
  }
  return {
    resultsUsd: usdFromNano(sumOfKnown(inside)),
    outsideUsd: usdFromNano(sumOfKnown(outside)),
    unknown: [...inside, ...outside].filter((cost) => cost === null).length,
  };
}

function sumOfKnown(costs: readonly (NanoUsd | null)[]): NanoUsd {
  return costs.reduce<NanoUsd>((sum, cost) => sum + (cost ?? 0), 0);
}

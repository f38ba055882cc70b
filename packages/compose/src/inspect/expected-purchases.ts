import {
  type Digest,
  type ExperimentView,
  type NanoUsd,
  OUTCOME_POLICY,
  type Recipe,
  usdFromNano,
} from "@scylla/contracts";
import { spentSoFar } from "@scylla/runner-core";
import type { KnownCell } from "./known-cells.ts";
import { buys, type CellForecast } from "./run-forecasts.ts";

/** What would be bought of one agent. */
export interface AgentPurchases {
  readonly agent: string;
  /** Starts of the agent, those of recipes that wait included. Each may be followed by others if it is interrupted or fails for reasons that are not the agent's. */
  readonly purchases: number;
  /** Of attempts of this agent in this experiment whose cost is known; null where there is none. */
  readonly pastMeanUsd: number | null;
  /** Attempts that the mean is of. */
  readonly pastAttempts: number;
  /** The sum of its runs' own limits; null where one has none. */
  readonly limitUsd: number | null;
}

export interface PurchaseForecast {
  readonly purchases: number;
  /** By id. */
  readonly agents: readonly AgentPurchases[];
  /** At past costs; null where an agent that is to be bought has none. */
  readonly estimateUsd: number | null;
  /** If every agent uses its run's limit; null where a run has none. */
  readonly limitUsd: number | null;
  readonly spentUsd: number;
  /** The experiment's budget; null where it has none. */
  readonly budgetUsd: number | null;
}

export function expectedPurchases(params: {
  readonly view: ExperimentView;
  readonly cells: readonly CellForecast[];
  readonly waiting: readonly Recipe[];
  readonly known: ReadonlyMap<Digest, KnownCell>;
}): PurchaseForecast {
  const { view, cells, waiting, known } = params;
  const { repeats, budget, agents } = view.plan.frozen;
  const asked = [
    ...cells.map(({ key, conditions, runs }) => ({ key, conditions, count: runs.filter(buys).length })),
    ...waiting.map(({ key, conditions }) => ({ key, conditions, count: repeats })),
  ].filter(({ count }) => count > 0);
  const costs = pastCosts(view, known);
  const byAgent = agents.map(({ id }): AgentPurchases => {
    const mine = asked.filter(({ key }) => key.agent === id);
    const past = costs.get(id) ?? [];
    return {
      agent: id,
      purchases: mine.reduce((sum, { count }) => sum + count, 0),
      pastMeanUsd: past.length === 0 ? null : usdFromNano(past.reduce((sum, cost) => sum + cost, 0)) / past.length,
      pastAttempts: past.length,
      limitUsd: sumOrNull(
        mine.map(({ conditions: { limits }, count }) => (limits.usd === null ? null : limits.usd * count)),
      ),
    };
  });
  return {
    purchases: byAgent.reduce((sum, one) => sum + one.purchases, 0),
    agents: byAgent,
    estimateUsd: sumOrNull(
      byAgent.map(({ purchases, pastMeanUsd }) => {
        if (purchases === 0) return 0;
        return pastMeanUsd === null ? null : pastMeanUsd * purchases;
      }),
    ),
    limitUsd: sumOrNull(byAgent.map(({ limitUsd }) => limitUsd)),
    spentUsd: usdFromNano(spentSoFar(view)),
    budgetUsd: budget === null ? null : usdFromNano(budget),
  };
}

/** Known costs of attempts that count, by agent, of earlier plans too. */
function pastCosts(
  view: ExperimentView,
  known: ReadonlyMap<Digest, KnownCell>,
): ReadonlyMap<string, readonly NanoUsd[]> {
  const costs = new Map<string, NanoUsd[]>();
  for (const run of view.runs) {
    const end = view.results.get(run.id)?.end;
    const agent = known.get(run.cell)?.cell.key.agent;
    if (!end || end.cost === null || agent === undefined || !OUTCOME_POLICY[end.outcome].scored) continue;
    const mine = costs.get(agent);
    if (mine) mine.push(end.cost);
    else costs.set(agent, [end.cost]);
  }
  return costs;
}

function sumOrNull(values: readonly (number | null)[]): number | null {
  return values.reduce((sum, value) => (sum === null || value === null ? null : sum + value), 0 as number | null);
}

import type {
  AgentAdapter,
  ArtifactStore,
  Digest,
  ExperimentView,
  PlanRecord,
  Recipe,
  ResumePlan,
} from "@scylla/contracts";
import type { Preview } from "@scylla/runner-core";
import type { Difference } from "./cell-fields.ts";
import { expectedPurchases, type PurchaseForecast } from "./expected-purchases.ts";
import { type KnownCell, knownCells } from "./known-cells.ts";
import { cellDifferences, replacedCell } from "./replaced-cell.ts";
import { type CellForecast, runForecasts } from "./run-forecasts.ts";

interface UntestedAgent {
  readonly agent: string;
  readonly kind: string;
  readonly version: string;
  readonly testedVersion: string;
}

/** What a run would do, cell by cell. */
export interface Forecast {
  readonly view: ExperimentView;
  readonly resumePlan: ResumePlan;
  /** In key order of each plan document. */
  readonly cells: readonly CellForecast[];
  /** Recipes whose treatments are not known yet, among the tiers that were asked for. */
  readonly waiting: readonly Recipe[];
  readonly purchases: PurchaseForecast;
  /** Agents whose version is another than the one that their adapter was tried with. */
  readonly untested: readonly UntestedAgent[];
  /** What makes a cell of the plan that would be accepted differ from another. */
  differences(before: KnownCell, after: Digest): Promise<readonly Difference[]>;
}

/** @param tiers tiers that the run would work on; null: all. */
export async function forecast(params: {
  readonly preview: Preview;
  readonly tiers: ReadonlySet<string> | null;
  readonly plans: readonly PlanRecord[];
  readonly artifacts: Pick<ArtifactStore, "get">;
  readonly adapter: (kind: string) => Pick<AgentAdapter, "testedVersion">;
}): Promise<Forecast> {
  const { preview, tiers, plans, artifacts, adapter } = params;
  const { view, resumePlan } = preview;
  const known = knownCells(plans);
  const runs = runForecasts(view, resumePlan, tiers);
  const cells: CellForecast[] = [];
  for (const { key, digest, conditions } of view.plan.cells) {
    const mine = runs.get(digest) ?? [];
    const cell = known.get(digest)?.cell;
    const fresh = cell && mine.some(({ what }) => what === "new");
    const replaces = fresh ? await replacedCell(cell, known, view.runs, artifacts) : null;
    cells.push({ key, digest, conditions, runs: mine, replaces });
  }
  const waiting = view.plan.waiting.filter(({ key }) => tiers === null || tiers.has(key.tier));
  return {
    view,
    resumePlan,
    cells,
    waiting,
    purchases: expectedPurchases({ view, cells, waiting, known }),
    untested: view.plan.frozen.agents.flatMap(({ id, kind, version }) => {
      const { testedVersion } = adapter(kind);
      const isOther = version !== null && testedVersion !== undefined && version !== testedVersion;
      return isOther ? [{ agent: id, kind, version, testedVersion }] : [];
    }),
    differences: async (before, after) => {
      const cell = known.get(after);
      return cell ? cellDifferences(before, cell, artifacts) : [];
    },
  };
}

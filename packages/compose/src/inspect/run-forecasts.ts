import {
  type Conditions,
  type Digest,
  type ExperimentView,
  isFinal,
  type PlannedCell,
  type ResumePlan,
  type RunRecord,
  refKey,
  type Stage,
} from "@scylla/contracts";
import type { ReplacedCell } from "./replaced-cell.ts";

/** What would happen to a run. `left`: it is open, and not among the tiers that were asked for. */
export interface RunForecast {
  readonly n: number;
  readonly what: "keep" | "redo" | "regrade" | "new" | "parked" | "left";
  /** The first stage that would be done; null for `keep` and `left`. */
  readonly stage: Stage | null;
  /** Null where `what` says it all. */
  readonly why: string | null;
}

export interface CellForecast {
  readonly key: PlannedCell["key"];
  readonly digest: Digest;
  readonly conditions: Conditions;
  /** By n. */
  readonly runs: readonly RunForecast[];
  /** For a cell with new runs, a begun cell of an earlier plan that stood in its place. */
  readonly replaces: ReplacedCell | null;
}

/** True when the agent would be bought for it. */
export function buys({ what, stage }: Pick<RunForecast, "what" | "stage">): boolean {
  return what !== "keep" && what !== "left" && (stage === "workspace" || stage === "agent");
}

/** By cell. @param tiers tiers that the run would work on; null: all. */
export function runForecasts(
  view: ExperimentView,
  resumePlan: ResumePlan,
  tiers: ReadonlySet<string> | null,
): ReadonlyMap<Digest, readonly RunForecast[]> {
  const { redo, regrade, parked } = resumePlan;
  const told = new Map<number, Omit<RunForecast, "n">>();
  for (const { run, stage, why } of redo) told.set(run, { what: "redo", stage, why });
  for (const { run, stage, why } of regrade) told.set(run, { what: "regrade", stage, why });
  for (const { run, stage, why } of parked) told.set(run, { what: "parked", stage, why });
  const byRef = new Map(view.runs.map((run) => [refKey(run), run]));
  const { cells, frozen } = view.plan;
  return new Map(
    cells.map(({ digest, key }) => {
      const asked = tiers === null || tiers.has(key.tier);
      const runs = Array.from({ length: frozen.repeats }, (_, i) => byRef.get(refKey({ cell: digest, n: i + 1 })));
      const known = runs.filter((run) => run !== undefined);
      return [digest, known.map((run) => ({ n: run.n, ...(told.get(run.id) ?? untold(run, asked)) }))];
    }),
  );
}

function untold(run: RunRecord, asked: boolean): Omit<RunForecast, "n"> {
  if (isFinal(run.state)) return { what: "keep", stage: null, why: null };
  return asked ? { what: "new", stage: "workspace", why: null } : { what: "left", stage: null, why: null };
}

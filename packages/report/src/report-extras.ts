import { compareKeys, type ExperimentView, runLabel } from "@scylla/contracts";
import { plannedRuns } from "./projection/planned-runs.ts";
import { type Redone, redoneRuns } from "./projection/redone.ts";
import { type Spend, spendOf } from "./projection/spend.ts";

/** A planned run that is not valid, and why. */
export interface UnfinishedRun {
  readonly key: string;
  /** Finally missing: no further attempt will be made. */
  readonly final: boolean;
  /** Its last stage failed; the next drive tries it again. */
  readonly failed: boolean;
  readonly reason: string;
}

/** What a report tells people beside the results: titles, and facts that a kill on the way may change. */
export interface ReportExtras {
  readonly taskTitles: ReadonlyMap<string, string>;
  readonly spend: Spend;
  /** What was done again on request; empty where nothing was. */
  readonly redone: readonly Redone[];
  /** In key order. */
  readonly unfinished: readonly UnfinishedRun[];
  /** What isolated the agents, as the process runner said; sorted. */
  readonly isolation: readonly string[];
}

/** A pure fold, like the results. */
export function reportExtras(view: ExperimentView): ReportExtras {
  const { frozen } = view.plan;
  const planned = plannedRuns(view);
  const isolation = planned.flatMap(({ row }) => (row?.end ? [row.end.isolation] : []));
  return {
    taskTitles: new Map(frozen.tasks.map(({ id, title }) => [id, title])),
    spend: spendOf(view),
    redone: redoneRuns(view),
    unfinished: planned.flatMap(({ key, n, final, reason, run }) =>
      reason === null ? [] : [{ key: runLabel(key, n), final, failed: run?.hold?.kind === "failed", reason }],
    ),
    isolation: [...new Set(isolation)].sort(compareKeys),
  };
}

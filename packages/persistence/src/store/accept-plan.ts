import { type PlanRecord, type RunWriter, ScyllaError } from "@scylla/contracts";
import { holding } from "./facts.ts";
import { planRecord } from "./records.ts";
import type { ExperimentRow, Tables } from "./tables.ts";

type Params = Parameters<RunWriter["acceptPlan"]>[0];

/** Stores a plan or a generation with the runs that it needs; what is there is left as it is. */
export function acceptPlan(tables: Tables, newId: () => string): (params: Params) => PlanRecord {
  const experiments = tables.experiment.select("");
  const plans = tables.plan.select("ORDER BY revision DESC");
  const cells = tables.cell.select("ORDER BY id");
  const runs = tables.run.select("ORDER BY id");

  const begun = ({ name, atMs }: Params): ExperimentRow => {
    const row = { id: newId(), name, created_at_ms: atMs, finalized_revision: null, runs: 0, content: 0 };
    tables.experiment.insert(row);
    return row;
  };

  /** Ids of all cells that a plan ever had, and the sum of the seals of those that are new. */
  const withCells = (digests: readonly string[]): { ids: ReadonlyMap<string, number>; seals: number } => {
    const ids = new Map(cells.all().map((row) => [row.digest, row.id]));
    let seals = 0;
    for (const digest of digests) {
      if (ids.has(digest)) continue;
      const id = ids.size + 1;
      seals += tables.cell.insert({ id, digest });
      ids.set(digest, id);
    }
    return { ids, seals };
  };

  /** @returns how many were not there yet. */
  const addRuns = (wanted: Params["runs"], ids: ReadonlyMap<string, number>): number => {
    const known = runs.all();
    const there = new Set(known.map((run) => `${run.cell}/${run.n}`));
    const last = known.at(-1)?.id ?? 0;
    let added = 0;
    for (const { cell: digest, n } of wanted) {
      const cell = ids.get(digest);
      if (cell === undefined)
        throw new ScyllaError("INTERNAL", `a run is planned of a cell that no plan has: ${digest}`);
      if (there.has(`${cell}/${n}`)) continue;
      added += 1;
      const progress = { state: "planned", version: 0, fence: 0, attempt: 1, grading: 1, hold: null, missing: null };
      tables.run.insert({ id: last + added, cell, n, ...progress, content: 0 });
    }
    return added;
  };

  return (params) => {
    const { plan, digest, atMs } = params;
    const stored = plans.all();
    const [newest] = stored;
    if (newest?.digest === digest) return planRecord(newest);
    const experiment = experiments.get() ?? begun(params);
    const revision = (newest?.revision ?? 0) + 1;
    const row = { revision, digest, document: JSON.stringify(plan), accepted_at_ms: atMs };
    const accepted = tables.plan.insert(row);
    const { ids, seals } = withCells(plan.cells.map((cell) => cell.digest));
    const added = addRuns(params.runs, ids);
    tables.experiment.update(experiment, { ...holding(experiment, accepted + seals), runs: experiment.runs + added });
    return planRecord(row);
  };
}

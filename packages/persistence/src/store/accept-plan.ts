import { type PlanRecord, type RunWriter, ScyllaError } from "@scylla/contracts";
import { planRecord } from "./records.ts";
import type { PlanRow, Tables } from "./tables.ts";

type Params = Parameters<RunWriter["acceptPlan"]>[0];

/** Stores a plan or a generation with the runs that it needs; what is there is left as it is. */
export function acceptPlan(tables: Tables, newId: () => string): (params: Params) => PlanRecord {
  const experiment = tables.experiment.select("");
  const plans = tables.plan.select("ORDER BY revision DESC");
  const cells = tables.cell.select("ORDER BY id");
  const runs = tables.run.select("ORDER BY id");

  /** Of all cells that a plan ever had. */
  const withCells = (digests: readonly string[]): ReadonlyMap<string, number> => {
    const ids = new Map(cells.all().map((row) => [row.digest, row.id]));
    for (const digest of digests) {
      if (ids.has(digest)) continue;
      const id = ids.size + 1;
      tables.cell.insert({ id, digest });
      ids.set(digest, id);
    }
    return ids;
  };

  return ({ name, plan, digest, runs: wanted, atMs }) => {
    const stored = plans.all();
    const same = inForce(stored).find((row) => row.digest === digest);
    if (same) return planRecord(same);
    if (!experiment.get())
      tables.experiment.insert({ id: newId(), name, created_at_ms: atMs, finalized_revision: null });
    const row = {
      revision: (stored[0]?.revision ?? 0) + 1,
      digest,
      document: JSON.stringify(plan),
      accepted_at_ms: atMs,
    };
    tables.plan.insert(row);
    const ids = withCells(plan.cells.map((cell) => cell.digest));
    const known = runs.all();
    const there = new Set(known.map((run) => `${run.cell}/${run.n}`));
    let id = known.at(-1)?.id ?? 0;
    for (const run of wanted) {
      const cell = ids.get(run.cell);
      if (cell === undefined) throw new ScyllaError("INTERNAL", `a run is planned of a cell that no plan has: ${run.cell}`);
      if (there.has(`${cell}/${run.n}`)) continue;
      tables.run.insert({
        id: ++id,
        cell,
        n: run.n,
        state: "planned",
        version: 0,
        fence: 0,
        attempt: 1,
        grading: 1,
        hold: null,
        missing: null,
      });
    }
    return planRecord(row);
  };
}

/** The newest frozen plan and the generations after it, newest first. */
function inForce(newestFirst: readonly PlanRow[]): readonly PlanRow[] {
  const frozen = newestFirst.findIndex((row) => planRecord(row).plan.schema === "plan/1");
  return frozen < 0 ? [] : newestFirst.slice(0, frozen + 1);
}

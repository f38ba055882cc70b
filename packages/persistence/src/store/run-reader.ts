import type { DatabaseSync } from "node:sqlite";
import {
  PORTS,
  type RunHistory,
  type RunId,
  type RunReader,
  type RunResultRow,
  type Selection,
} from "@scylla/contracts";
import { naming } from "../sqlite/store-error.ts";
import {
  artifactRecord,
  attemptRecord,
  experimentRecord,
  gradingRecord,
  planRecord,
  runRecord,
  spendRecord,
  transitionRecord,
  verdictOf,
} from "./records.ts";
import type { Tables } from "./tables.ts";

const UNREADABLE = "the store can't be read";

/** The reading half of the store, over a connection of any kind. */
export function runReader(database: DatabaseSync, tables: Tables): RunReader {
  const experiment = tables.experiment.select("");
  const plans = tables.plan.select("ORDER BY revision");
  const cells = tables.cell.select("");
  const runs = tables.run.select("ORDER BY id");
  const selections = tables.selection.select("ORDER BY tier, agent");
  const parks = tables.park.select("ORDER BY key");
  const spend = tables.spend.select("ORDER BY run, attempt");
  const attempts = tables.attempt.select("WHERE (run, attempt) IN (SELECT id, attempt FROM run) ORDER BY run");
  const gradings = tables.grading.select("WHERE (run, attempt, grading) IN (SELECT id, attempt, grading FROM run)");
  const history = historyQueries(tables);

  const cellDigests = (): ReadonlyMap<number, string> => new Map(cells.map((row) => [row.id, row.digest]));
  const results = (): RunResultRow[] => {
    const current = new Map(gradings.map((row) => [row.run, { spec: row.spec, verdict: verdictOf(row) }]));
    return attempts.map((row) => {
      const { abandoned: _abandoned, ...attempt } = attemptRecord(row);
      const grading = current.get(row.run);
      return { ...attempt, verdict: grading?.verdict ?? null, gradingSpec: grading?.spec ?? null };
    });
  };
  const historyOf = (id: RunId): RunHistory | null => {
    const run = history.run.get(id);
    if (!run) return null;
    return {
      run: runRecord(run, history.cell.get(run.cell)?.digest ?? ""),
      attempts: history.attempts.map(attemptRecord, id),
      gradings: history.gradings.map(gradingRecord, id),
      artifacts: history.artifacts.map(artifactRecord, id),
      transitions: history.transitions.map(transitionRecord, id),
    };
  };
  const read = async <T>(work: () => T): Promise<T> => naming(UNREADABLE, work);

  return {
    port: PORTS.runStore,
    experiment: () =>
      read(() => {
        const row = experiment.get();
        return row ? experimentRecord(row) : null;
      }),
    plans: () => read(() => plans.map(planRecord)),
    runs: () =>
      read(() => {
        const digests = cellDigests();
        return runs.map((row) => runRecord(row, digests.get(row.cell) ?? ""));
      }),
    selections: () => read(() => selections.map((row) => JSON.parse(row.document) as Selection)),
    parks: () => read(() => parks.map((row) => ({ key: row.key, untilMs: row.until_ms }))),
    results: () => read(results),
    spend: () => read(() => spend.map(spendRecord)),
    history: (run) => read(() => historyOf(run)),
    close: async () => {
      if (database.isOpen) naming("the store can't be closed", () => database.close());
    },
  };
}

function historyQueries(tables: Tables) {
  return {
    run: tables.run.select("WHERE id = ?"),
    cell: tables.cell.select("WHERE id = ?"),
    attempts: tables.attempt.select("WHERE run = ? ORDER BY attempt"),
    gradings: tables.grading.select("WHERE run = ? ORDER BY attempt, grading"),
    artifacts: tables.artifact.select("WHERE run = ? ORDER BY attempt, grading, name"),
    transitions: tables.transition.select("WHERE run = ? ORDER BY version"),
  };
}

import { type Fact, ScyllaError } from "@scylla/contracts";
import { attemptRow, endColumns, verdictColumns } from "./records.ts";
import type { AttemptRow, GradingRow, RunRow, Tables } from "./tables.ts";

/** Writes what a transition records. */
export interface FactWriter {
  /** @returns the run as the fact leaves it. */
  write(run: RunRow, fact: Fact, atMs: number): RunRow;
  /** The current attempt does not count any more: its price goes to the ledger, and the next one is another purchase. */
  abandon(run: RunRow, reason: string, cost: number | null, atMs: number): RunRow;
  /** What the current attempt is known to have cost. */
  costOf(run: RunRow): number | null;
}

export function factWriter(tables: Tables): FactWriter {
  const findAttempt = tables.attempt.select("WHERE run = ? AND attempt = ?");
  const lastAttempt = tables.attempt.select("ORDER BY position DESC LIMIT 1");
  const findGrading = tables.grading.select("WHERE run = ? AND attempt = ? AND grading = ?");

  const current = (run: RunRow): AttemptRow => {
    const row = findAttempt.get(run.id, run.attempt);
    if (!row) throw new ScyllaError("INTERNAL", `run ${run.id} has no attempt ${run.attempt} to record this for`);
    return row;
  };
  const changeAttempt = (run: RunRow, columns: Partial<AttemptRow>): RunRow => {
    tables.attempt.update({ ...current(run), ...columns });
    return run;
  };
  const grade = (run: RunRow, columns: Pick<GradingRow, "spec"> & Partial<GradingRow>): RunRow => {
    const known = findGrading.get(run.id, run.attempt, run.grading);
    const key = { run: run.id, attempt: run.attempt, grading: run.grading };
    if (known) tables.grading.update({ ...known, ...columns });
    else
      tables.grading.insert({ ...key, checks: "[]", passed: null, score: null, grade: null, basis: null, ...columns });
    return run;
  };
  const abandon: FactWriter["abandon"] = (run, reason, cost, atMs) => {
    const attempt = findAttempt.get(run.id, run.attempt);
    if (attempt) {
      tables.attempt.update({ ...attempt, abandoned: reason });
      tables.spend.insert({ run: run.id, attempt: run.attempt, reason, cost, at_ms: atMs });
    }
    return { ...run, attempt: run.attempt + 1, grading: 1 };
  };

  function write(run: RunRow, fact: Fact, atMs: number): RunRow {
    switch (fact.kind) {
      case "attempt-started": {
        const position = (lastAttempt.get()?.position ?? 0) + 1;
        const { attempt } = run;
        tables.attempt.insert(attemptRow({ position, run: run.id, attempt, token: fact.token, startedAtMs: atMs }));
        return run;
      }
      case "attempt-ended":
        return changeAttempt(run, endColumns(fact.end));
      case "captured":
        return changeAttempt(run, { capture: JSON.stringify(fact.capture) });
      case "checked":
        if (findGrading.get(run.id, run.attempt, run.grading))
          throw new ScyllaError("INTERNAL", `the checks of run ${run.id} are recorded already`);
        return grade(run, { spec: fact.spec, checks: JSON.stringify(fact.checks) });
      case "verdict":
        return grade(run, { spec: fact.spec, ...verdictColumns(fact.verdict) });
      case "artifact": {
        const { name, digest, bytes } = fact;
        const grading = fact.scope === "attempt" ? 0 : run.grading;
        tables.artifact.insert({ run: run.id, attempt: run.attempt, grading, name, digest, bytes });
        return run;
      }
      case "attempt-abandoned":
        return abandon(run, fact.reason, fact.cost, atMs);
      case "regrade":
        return { ...run, grading: run.grading + 1 };
      case "missing":
        return { ...run, missing: fact.reason };
      case "hold":
        return { ...run, hold: JSON.stringify(fact.hold) };
    }
  }

  return { write, abandon, costOf: (run) => findAttempt.get(run.id, run.attempt)?.cost ?? null };
}

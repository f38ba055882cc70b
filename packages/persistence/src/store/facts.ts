import { type Fact, ScyllaError } from "@scylla/contracts";
import { attemptRow, endColumns, verdictColumns } from "./records.ts";
import type { AttemptRow, GradingRow, RunRow, Tables } from "./tables.ts";

/** Writes what a transition records. */
export interface FactWriter {
  /** @returns the run as the fact leaves it. */
  write(run: RunRow, fact: Fact, atMs: number): RunRow;
  /** The current attempt does not count any more: its price goes to the ledger, and the next one is another purchase. */
  abandon(run: RunRow, reason: string, cost: number | null, atMs: number): RunRow;
  /** The current attempt; null before it is begun. */
  attemptOf(run: RunRow): AttemptRow | null;
}

export function factWriter(tables: Tables): FactWriter {
  const findAttempt = tables.attempt.select("WHERE run = ? AND attempt = ?");
  const lastAttempt = tables.attempt.select("ORDER BY position DESC LIMIT 1");
  const findGrading = tables.grading.select("WHERE run = ? AND attempt = ? AND grading = ?");

  const attemptOf = (run: RunRow): AttemptRow | null => findAttempt.get(run.id, run.attempt);
  const changeAttempt = (run: RunRow, once: "outcome" | "capture", columns: Partial<AttemptRow>): RunRow => {
    const attempt = attemptOf(run);
    if (!attempt) throw refused(run, "has no attempt to record this for");
    if (attempt[once] !== null) throw refused(run, `has its ${once} recorded already`);
    return holding(run, tables.attempt.update(attempt, { ...attempt, ...columns }));
  };
  const addChecks = (run: RunRow, { spec, checks }: Fact & { kind: "checked" }): RunRow => {
    return holding(run, tables.grading.insert({ ...gradingRow(run, spec), checks: JSON.stringify(checks) }));
  };
  const addVerdict = (run: RunRow, { spec, verdict }: Fact & { kind: "verdict" }): RunRow => {
    const known = findGrading.get(run.id, run.attempt, run.grading);
    if (known && known.basis !== null) throw refused(run, "has its verdict recorded already");
    if (known && known.spec !== spec) throw refused(run, "was checked by another spec than its verdict follows");
    const row = { ...(known ?? gradingRow(run, spec)), ...verdictColumns(verdict) };
    return holding(run, known ? tables.grading.update(known, row) : tables.grading.insert(row));
  };
  const abandon: FactWriter["abandon"] = (run, reason, cost, atMs) => {
    const attempt = attemptOf(run);
    if (!attempt) throw refused(run, "has no attempt to abandon");
    const marked = holding(run, tables.attempt.update(attempt, { ...attempt, abandoned: reason }));
    const loss = tables.spend.insert({ run: run.id, attempt: run.attempt, reason, cost, at_ms: atMs });
    return { ...holding(marked, loss), attempt: run.attempt + 1, grading: 1 };
  };

  function write(run: RunRow, fact: Fact, atMs: number): RunRow {
    switch (fact.kind) {
      case "attempt-started": {
        const position = (lastAttempt.get()?.position ?? 0) + 1;
        const { attempt } = run;
        const row = attemptRow({ position, run: run.id, attempt, token: fact.token, startedAtMs: atMs });
        return holding(run, tables.attempt.insert(row));
      }
      case "attempt-ended":
        return changeAttempt(run, "outcome", endColumns(fact.end));
      case "captured":
        return changeAttempt(run, "capture", { capture: JSON.stringify(fact.capture) });
      case "checked":
        return addChecks(run, fact);
      case "verdict":
        return addVerdict(run, fact);
      case "artifact": {
        const { name, digest, bytes } = fact;
        const grading = fact.scope === "attempt" ? 0 : run.grading;
        const row = { run: run.id, attempt: run.attempt, grading, name, digest, bytes };
        return holding(run, tables.artifact.insert(row));
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

  return { write, abandon, attemptOf };
}

/** A run, or an experiment, of which rows were written. */
export function holding<Row extends { readonly content: number }>(row: Row, seal: number): Row {
  return { ...row, content: row.content + seal };
}

function gradingRow(run: RunRow, spec: string): GradingRow {
  const { id, attempt, grading } = run;
  return { run: id, attempt, grading, spec, checks: "[]", passed: null, score: null, grade: null, basis: null };
}

function refused(run: RunRow, why: string): ScyllaError {
  return new ScyllaError("INTERNAL", `run ${run.id} ${why}`);
}

import { ScyllaError } from "../errors.ts";
import type {
  ArtifactRecord,
  AttemptRecord,
  Fact,
  GradingRecord,
  RunHistory,
  RunRecord,
  SpendRecord,
  TransitionRecord,
} from "../ports/run-store.ts";

/** All rows about one run, as a value: a batch makes a new one or none. */
export interface RunRows extends RunHistory {
  readonly spend: readonly SpendRecord[];
}

export interface FactContext {
  readonly atMs: number;
  /** What the next attempt's position is. */
  readonly position: number;
}

/** The rows after a fact. @throws {ScyllaError} `INTERNAL` for a fact that contradicts them. */
export function withFact(rows: RunRows, fact: Fact, context: FactContext): RunRows {
  const { run } = rows;
  switch (fact.kind) {
    case "attempt-started":
      return withAttempt(rows, fact.token, context);
    case "attempt-ended":
      return changeAttempt(rows, (attempt) => ({ ...attempt, end: once(attempt.end, fact.end, "end") }));
    case "captured":
      return changeAttempt(rows, (one) => ({ ...one, capture: once(one.capture, fact.capture, "capture") }));
    case "checked": {
      if (currentGrading(rows)) throw refused(run, "its checks are recorded already");
      return withGrading(rows, fact.spec, { checks: fact.checks });
    }
    case "verdict": {
      const grading = currentGrading(rows);
      if (grading?.verdict) throw refused(run, "its verdict is recorded already");
      if (grading && grading.spec !== fact.spec) throw refused(run, "its verdict follows another spec than its checks");
      return withGrading(rows, fact.spec, { verdict: fact.verdict });
    }
    case "artifact":
      return withArtifact(rows, fact);
    case "attempt-abandoned":
      return abandoned(rows, fact, context.atMs);
    case "regrade":
      return { ...rows, run: { ...run, grading: run.grading + 1 } };
    case "missing":
      return { ...rows, run: { ...run, missing: fact.reason } };
    case "hold":
      return { ...rows, run: { ...run, hold: fact.hold } };
  }
}

/** The rows after the current attempt was given up: in the ledger, and the next attempt is another one. */
export function abandoned(
  rows: RunRows,
  { reason, cost }: Pick<SpendRecord, "reason" | "cost">,
  atMs: number,
): RunRows {
  const { run } = rows;
  const marked = changeAttempt(rows, (attempt) => ({ ...attempt, abandoned: reason }));
  return {
    ...marked,
    run: { ...run, attempt: run.attempt + 1, grading: 1 },
    spend: [...rows.spend, { run: run.id, attempt: run.attempt, reason, cost, atMs }],
  };
}

/** The rows with a step in their log; the run is in its new state. */
export function logged(
  rows: RunRows,
  { opId, to, fence, atMs, note }: Pick<TransitionRecord, "opId" | "to" | "fence" | "atMs" | "note">,
): RunRows {
  const { run, transitions } = rows;
  const row: TransitionRecord = {
    run: run.id,
    version: transitions.length + 1,
    opId,
    from: run.state,
    to,
    fence,
    atMs,
    note,
  };
  const missing = to === "missing" ? run.missing : null;
  return { ...rows, run: { ...run, state: to, fence, missing }, transitions: [...transitions, row] };
}

export function currentAttempt({ run, attempts }: RunRows): AttemptRecord | undefined {
  return attempts.find((one) => one.attempt === run.attempt);
}

export function currentGrading({ run, gradings }: RunRows): GradingRecord | undefined {
  return gradings.find((one) => one.attempt === run.attempt && one.grading === run.grading);
}

export function refused(run: Pick<RunRecord, "id" | "state">, why: string): ScyllaError {
  return new ScyllaError("INTERNAL", `run ${run.id} is ${run.state}: ${why}`);
}

function withAttempt(rows: RunRows, token: string, { atMs, position }: FactContext): RunRows {
  const { run, attempts } = rows;
  if (currentAttempt(rows)) throw refused(run, `attempt ${run.attempt} was started already`);
  const started = { run: run.id, attempt: run.attempt, position, token, startedAtMs: atMs };
  return { ...rows, attempts: [...attempts, { ...started, end: null, capture: null, abandoned: null }] };
}

function changeAttempt(rows: RunRows, change: (attempt: AttemptRecord) => AttemptRecord): RunRows {
  const current = currentAttempt(rows);
  if (!current) throw refused(rows.run, `attempt ${rows.run.attempt} was never started`);
  return { ...rows, attempts: rows.attempts.map((one) => (one === current ? change(one) : one)) };
}

function withGrading(rows: RunRows, spec: string, part: Partial<GradingRecord>): RunRows {
  const { id: run, attempt, grading } = rows.run;
  const current = currentGrading(rows) ?? { run, attempt, grading, spec, checks: [], verdict: null };
  const others = rows.gradings.filter((one) => one !== currentGrading(rows));
  return { ...rows, gradings: [...others, { ...current, ...part }] };
}

function withArtifact(rows: RunRows, fact: Extract<Fact, { kind: "artifact" }>): RunRows {
  const { id: run, attempt, grading: current } = rows.run;
  const grading = fact.scope === "attempt" ? 0 : current;
  const { name, digest, bytes } = fact;
  const artifact: ArtifactRecord = { run, attempt, grading, name, digest, bytes };
  const same = (one: ArtifactRecord): boolean =>
    one.attempt === attempt && one.grading === grading && one.name === name;
  if (rows.artifacts.some(same)) throw refused(rows.run, `its artefact ${name} is recorded already`);
  return { ...rows, artifacts: [...rows.artifacts, artifact] };
}

function once<T>(recorded: T | null, value: T, what: string): T {
  if (recorded !== null) throw new ScyllaError("INTERNAL", `the attempt's ${what} is recorded already`);
  return value;
}

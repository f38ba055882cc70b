import type {
  ArtifactRecord,
  AttemptEnd,
  AttemptRecord,
  CaptureFacts,
  CheckResult,
  ExperimentRecord,
  FrozenPlan,
  GradingRecord,
  Hold,
  Outcome,
  PlanGeneration,
  PlanRecord,
  RunRecord,
  RunState,
  SpendRecord,
  TokenUsage,
  TransitionRecord,
  Verdict,
} from "@scylla/contracts";
import type {
  ArtifactRow,
  AttemptRow,
  ExperimentRow,
  GradingRow,
  PlanRow,
  RunRow,
  SpendRow,
  TransitionRow,
} from "./tables.ts";

// From rows to records and back. A row that is read carries the seal of one that was written from a record, so its texts are of their types.

export function experimentRecord(row: ExperimentRow): ExperimentRecord {
  return { id: row.id, name: row.name, createdAtMs: row.created_at_ms, finalizedRevision: row.finalized_revision };
}

export function planRecord(row: PlanRow): PlanRecord {
  return {
    revision: row.revision,
    digest: row.digest,
    plan: JSON.parse(row.document) as FrozenPlan | PlanGeneration,
    acceptedAtMs: row.accepted_at_ms,
  };
}

export function runRecord(row: RunRow, cell: string): RunRecord {
  return {
    id: row.id,
    cell,
    n: row.n,
    state: row.state as RunState,
    fence: row.fence,
    attempt: row.attempt,
    grading: row.grading,
    hold: row.hold === null ? null : (JSON.parse(row.hold) as Hold),
    missing: row.missing,
  };
}

export function transitionRecord(row: TransitionRow): TransitionRecord {
  return {
    run: row.run,
    version: row.version,
    opId: row.op_id,
    from: row.from_state as RunState,
    to: row.to_state as RunState,
    fence: row.fence,
    atMs: row.at_ms,
    note: row.note,
  };
}

export function attemptRecord(row: AttemptRow): AttemptRecord {
  return {
    run: row.run,
    attempt: row.attempt,
    position: row.position,
    token: row.token,
    startedAtMs: row.started_at_ms,
    end: attemptEnd(row),
    capture: row.capture === null ? null : (JSON.parse(row.capture) as CaptureFacts),
    abandoned: row.abandoned,
  };
}

function attemptEnd(row: AttemptRow): AttemptEnd | null {
  if (row.outcome === null) return null;
  return {
    outcome: row.outcome as Outcome,
    reason: row.reason,
    exitCode: row.exit_code,
    signal: row.signal,
    durationMs: row.duration_ms ?? 0,
    usage: row.usage_known === 1 ? tokenUsage(row) : null,
    cost: row.cost,
    costSource: row.cost_source as AttemptEnd["costSource"],
    isolation: row.isolation ?? "",
    outputTruncated: row.output_truncated === 1,
  };
}

const USAGE = [
  ["inputTokens", "input_tokens"],
  ["outputTokens", "output_tokens"],
  ["cacheReadTokens", "cache_read_tokens"],
  ["cacheWriteTokens", "cache_write_tokens"],
  ["reasoningTokens", "reasoning_tokens"],
] as const;

/** What is unknown is absent. */
function tokenUsage(row: AttemptRow): TokenUsage {
  return Object.fromEntries(
    USAGE.flatMap(([name, column]) => (row[column] === null ? [] : [[name, row[column]] as const])),
  );
}

/** An attempt that begins. */
export function attemptRow(start: {
  readonly position: number;
  readonly run: number;
  readonly attempt: number;
  readonly token: string;
  readonly startedAtMs: number;
}): AttemptRow {
  return {
    position: start.position,
    run: start.run,
    attempt: start.attempt,
    token: start.token,
    started_at_ms: start.startedAtMs,
    outcome: null,
    reason: null,
    exit_code: null,
    signal: null,
    duration_ms: null,
    input_tokens: null,
    output_tokens: null,
    cache_read_tokens: null,
    cache_write_tokens: null,
    reasoning_tokens: null,
    usage_known: null,
    cost: null,
    cost_source: null,
    isolation: null,
    output_truncated: null,
    capture: null,
    abandoned: null,
  };
}

export function endColumns(end: AttemptEnd): Partial<AttemptRow> {
  return {
    outcome: end.outcome,
    reason: end.reason,
    exit_code: end.exitCode,
    signal: end.signal,
    duration_ms: end.durationMs,
    input_tokens: end.usage?.inputTokens ?? null,
    output_tokens: end.usage?.outputTokens ?? null,
    cache_read_tokens: end.usage?.cacheReadTokens ?? null,
    cache_write_tokens: end.usage?.cacheWriteTokens ?? null,
    reasoning_tokens: end.usage?.reasoningTokens ?? null,
    usage_known: end.usage === null ? 0 : 1,
    cost: end.cost,
    cost_source: end.costSource,
    isolation: end.isolation,
    output_truncated: end.outputTruncated ? 1 : 0,
  };
}

export function gradingRecord(row: GradingRow): GradingRecord {
  return {
    run: row.run,
    attempt: row.attempt,
    grading: row.grading,
    spec: row.spec,
    checks: JSON.parse(row.checks) as CheckResult[],
    verdict: verdictOf(row),
  };
}

export function verdictOf(row: GradingRow): Verdict | null {
  if (row.basis === null) return null;
  return {
    passed: row.passed === null ? null : row.passed === 1,
    score: row.score,
    grade: row.grade as Verdict["grade"],
    basis: row.basis as Verdict["basis"],
  };
}

export function verdictColumns(verdict: Verdict): Pick<GradingRow, "passed" | "score" | "grade" | "basis"> {
  const { passed, score, grade, basis } = verdict;
  return { passed: passed === null ? null : Number(passed), score, grade, basis };
}

export function artifactRecord(row: ArtifactRow): ArtifactRecord {
  return { ...row };
}

export function spendRecord(row: SpendRow): SpendRecord {
  return { run: row.run, attempt: row.attempt, reason: row.reason, cost: row.cost, atMs: row.at_ms };
}

import type { InspectedExperiment } from "@scylla/compose";
import {
  type ArtifactRecord,
  type AttemptEnd,
  type AttemptRecord,
  type GradingRecord,
  gradingShape,
  type Hold,
  nextStage,
  OUTCOME_POLICY,
  type OutcomePolicy,
  type PlannedCell,
  type RunHistory,
  type RunState,
  runLabel,
  ScyllaError,
  type Stage,
  type TransitionRecord,
  usdFromNano,
} from "@scylla/contracts";
import { type ModelFacts, modelFacts } from "./model-facts.ts";

interface StoredFile extends Pick<ArtifactRecord, "name" | "digest" | "bytes"> {
  readonly path: string;
}

interface GradingAccount extends Pick<GradingRecord, "grading" | "spec" | "checks" | "verdict"> {
  readonly files: readonly StoredFile[];
  /** Text of the checks' logs, by check; absent where there is none, null where its object can't be read. */
  readonly logs: Readonly<Record<string, string | null>>;
}

export interface AttemptAccount extends Pick<AttemptRecord, "attempt" | "startedAtMs" | "capture" | "abandoned"> {
  readonly current: boolean;
  readonly end: (Omit<AttemptEnd, "cost"> & { readonly costUsd: number | null }) | null;
  /** What its outcome means for the run; null without one. */
  readonly policy: OutcomePolicy | null;
  readonly files: readonly StoredFile[];
  readonly models: ModelFacts;
  readonly gradings: readonly GradingAccount[];
}

/** All that is known of a run: what `explain --json` prints. Members are only ever added. */
export interface RunAccount {
  readonly kind: "run";
  readonly key: string;
  readonly task: string;
  readonly tier: string;
  readonly subtest: string;
  readonly agent: string;
  readonly n: number;
  readonly cell: string;
  readonly state: RunState;
  readonly hold: Hold | null;
  /** Why it is finally missing. */
  readonly missing: string | null;
  /** The stage that carries it on; null when it is final. */
  readonly next: Stage | null;
  readonly attempts: readonly AttemptAccount[];
  readonly transitions: readonly Pick<TransitionRecord, "from" | "to" | "atMs" | "note">[];
}

export async function runAccount(experiment: InspectedExperiment, cell: PlannedCell, n: number): Promise<RunAccount> {
  const { view } = experiment;
  const record = view.runs.find((run) => run.cell === cell.digest && run.n === n);
  if (!record) throw new ScyllaError("INTERNAL", `the store holds no run ${n} of a planned cell`);
  const history = await experiment.history(record.id);
  const { run, transitions } = history;
  const task = view.plan.frozen.tasks.find(({ id }) => id === cell.key.task);
  return {
    kind: "run",
    key: runLabel(cell.key, n),
    ...cell.key,
    n,
    cell: cell.digest,
    state: run.state,
    hold: run.hold,
    missing: run.missing,
    next: nextStage(run.state, gradingShape(task)),
    attempts: await Promise.all(history.attempts.map((attempt) => attemptAccount(experiment, history, attempt))),
    transitions: transitions.map(({ from, to, atMs, note }) => ({ from, to, atMs, note })),
  };
}

async function attemptAccount(
  experiment: InspectedExperiment,
  { run, gradings, artifacts }: RunHistory,
  { attempt, startedAtMs, end, capture, abandoned }: AttemptRecord,
): Promise<AttemptAccount> {
  const mine = gradings.filter((one) => one.attempt === attempt);
  const filesOf = (grading: number): readonly StoredFile[] =>
    artifacts
      .filter((one) => one.attempt === attempt && one.grading === grading)
      .map(({ name, digest, bytes }) => ({ name, digest, bytes, path: experiment.objectFile(digest) }));
  return {
    attempt,
    current: attempt === run.attempt,
    startedAtMs,
    end: end && withUsd(end),
    policy: end && OUTCOME_POLICY[end.outcome],
    capture,
    abandoned,
    files: filesOf(0),
    models: await modelFacts(experiment, filesOf(0)),
    gradings: await Promise.all(
      mine.map(async ({ grading, spec, checks, verdict }) => {
        const files = filesOf(grading);
        return { grading, spec, checks, verdict, files, logs: await logsOf(experiment, files) };
      }),
    ),
  };
}

function withUsd({ cost, ...end }: AttemptEnd): AttemptAccount["end"] {
  return { ...end, costUsd: cost === null ? null : usdFromNano(cost) };
}

const CHECK = "check/";

async function logsOf(experiment: InspectedExperiment, files: readonly StoredFile[]): Promise<GradingAccount["logs"]> {
  const logs: Record<string, string | null> = {};
  for (const { name, digest } of files) {
    if (!name.startsWith(CHECK)) continue;
    logs[name.slice(CHECK.length)] = await experiment.object(digest).then(
      (bytes) => Buffer.from(bytes).toString("utf8"),
      () => null,
    );
  }
  return logs;
}

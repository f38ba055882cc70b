import type { Digest } from "../digest.ts";
import type { NanoUsd } from "../money.ts";
import type { Outcome } from "../outcome.ts";
import type { FrozenPlan, PlanGeneration } from "../plan.ts";
import type { PORTS } from "../port.ts";
import type { Hold, RunState } from "../run-state.ts";
import type { Selection } from "../selection.ts";
import type { CheckResult, Verdict } from "../verdict.ts";

/** A store's own key of a run: a positive integer, stable for the life of the store. */
export type RunId = number;

/** The n-th repeat of a cell, and how far it has come. */
export interface RunRecord {
  readonly id: RunId;
  readonly cell: Digest;
  /** From 1. */
  readonly n: number;
  readonly state: RunState;
  /** Number of the last claim; 0 before the first. */
  readonly fence: number;
  /** Number of the current attempt, from 1. */
  readonly attempt: number;
  /** Number of the current grading of that attempt, from 1. */
  readonly grading: number;
  readonly hold: Hold | null;
  /** Why the run is finally missing; null in any other state. */
  readonly missing: string | null;
}

/** Tokens in one meaning for every agent. Absent is unknown, never 0. */
export interface TokenUsage {
  /** Fresh: neither read from a cache nor written to one. */
  readonly inputTokens?: number | undefined;
  /** Reasoning included. */
  readonly outputTokens?: number | undefined;
  readonly cacheReadTokens?: number | undefined;
  readonly cacheWriteTokens?: number | undefined;
  /** The part of the output that was reasoning. */
  readonly reasoningTokens?: number | undefined;
}

/** One purchase of the agent. Immutable once captured. */
export interface AttemptRecord {
  readonly run: RunId;
  readonly attempt: number;
  /** Position in the order in which this store's agents were started, from 1. */
  readonly position: number;
  /** In the environment of every process of the attempt; stored before the first is started. */
  readonly token: string;
  readonly startedAtMs: number;
  /** Null while the agent runs, and for ever when the harness was killed meanwhile. */
  readonly end: AttemptEnd | null;
  readonly capture: CaptureFacts | null;
  /** Why its result does not count; null for an attempt that does. */
  readonly abandoned: string | null;
}

export interface AttemptEnd {
  readonly outcome: Outcome;
  /** What decided the outcome, for people; one line. */
  readonly reason: string | null;
  readonly exitCode: number | null;
  readonly signal: string | null;
  /** Wall time of the agent. */
  readonly durationMs: number;
  readonly usage: TokenUsage | null;
  /** Null: unknown, which is not 0. */
  readonly cost: NanoUsd | null;
  /**
   * `metered`: what a gateway counted, at list prices; `computed`: the agent's own count at list prices; `reported`: as the agent says;
   * `notional`: what the calls of a subscription would cost; `replayed`: what the recorded purchase cost, nothing was paid.
   */
  readonly costSource: "notional" | "replayed" | "metered" | "computed" | "reported" | "unknown";
  /** "not isolated" and the like: what a reader of the result must know. */
  readonly isolation: string;
  readonly outputTruncated: boolean;
}

export interface CaptureFacts {
  /** Git tree id of the workspace as captured, without the treatment's own files. */
  readonly tree: string;
  /** Git tree id of the template. */
  readonly baseTree: string;
  readonly filesChanged: number;
  readonly linesAdded: number;
  readonly linesDeleted: number;
  /** Delivered files that the agent changed or removed: seen, and not graded. */
  readonly deliveredChanged: number;
  /** Changes under the task's own ignore rules: seen, and not graded. */
  readonly ignoredChanged: number;
  /** Changes left out because a size limit was reached. */
  readonly omitted: number;
}

/** One evaluation of a captured attempt. Many may exist, the run's current number tells which counts. */
export interface GradingRecord {
  readonly run: RunId;
  readonly attempt: number;
  readonly grading: number;
  /** Digest of the grading spec that it follows. */
  readonly spec: Digest;
  readonly checks: readonly CheckResult[];
  readonly verdict: Verdict | null;
}

/** A stored file of an attempt (`grading: 0`) or of a grading. */
export interface ArtifactRecord {
  readonly run: RunId;
  readonly attempt: number;
  readonly grading: number;
  /** `stdout`, `stderr`, `patch`, `changes`, `check/<id>`, ... */
  readonly name: string;
  readonly digest: Digest;
  readonly bytes: number;
}

/** Money that bought no result: attempts that were killed, failed or invalidated. */
export interface SpendRecord {
  readonly run: RunId;
  readonly attempt: number;
  readonly reason: string;
  /** Null: unknown. */
  readonly cost: NanoUsd | null;
  readonly atMs: number;
}

export interface PlanRecord {
  /** From 1, in the order of acceptance. */
  readonly revision: number;
  readonly digest: Digest;
  readonly plan: FrozenPlan | PlanGeneration;
  readonly acceptedAtMs: number;
}

export interface ExperimentRecord {
  /** Random, made with the store: tells a copy of an experiment from another experiment. */
  readonly id: string;
  readonly name: string;
  readonly createdAtMs: number;
  /** The plan revision whose settled results were last projected; null before that. */
  readonly finalizedRevision: number | null;
}

/** A shared pause of everything that needs one key (a provider, a credential), stored so that it survives a restart. */
export interface ParkRecord {
  readonly key: string;
  readonly untilMs: number;
}

/**
 * A row of a run's log: one for each transition, each reopening, and each claim that found a purchase interrupted.
 * Every row begins in the state in which the one before it ended; the first in `planned`.
 */
export interface TransitionRecord {
  readonly run: RunId;
  /** From 1, without gaps. */
  readonly version: number;
  readonly opId: string;
  readonly from: RunState;
  readonly to: RunState;
  readonly fence: number;
  readonly atMs: number;
  /** Why, where a step is not the ordinary one: what was given with a reopening, a regrade or an abandoned attempt. */
  readonly note: string | null;
}

/**
 * Reading. Never needs the writer's lock, sees only committed batches, and may run in another process.
 * Collections come in a stable order: runs by id, others by their natural key.
 */
export interface RunReader {
  readonly port: typeof PORTS.runStore;
  /** Null for a store that no plan was accepted into. */
  experiment(): Promise<ExperimentRecord | null>;
  plans(): Promise<readonly PlanRecord[]>;
  runs(): Promise<readonly RunRecord[]>;
  selections(): Promise<readonly Selection[]>;
  parks(): Promise<readonly ParkRecord[]>;
  /** Current attempts and gradings of all runs, the way a report folds them: one row a run whose current attempt was begun. */
  results(): Promise<readonly RunResultRow[]>;
  spend(): Promise<readonly SpendRecord[]>;
  /** Everything about one run: all attempts, gradings, artefacts and transitions. Null when there is none. */
  history(run: RunId): Promise<RunHistory | null>;
  close(): Promise<void>;
}

/** A lean row: what results are made of. */
export interface RunResultRow {
  readonly run: RunId;
  readonly attempt: number;
  readonly position: number;
  readonly token: string;
  readonly startedAtMs: number;
  readonly end: AttemptEnd | null;
  readonly capture: CaptureFacts | null;
  /** Of the current grading; null until it has its verdict. */
  readonly verdict: Verdict | null;
  /** What the current grading follows; null until its checks or verdict are recorded. */
  readonly gradingSpec: Digest | null;
}

export interface RunHistory {
  readonly run: RunRecord;
  readonly attempts: readonly AttemptRecord[];
  readonly gradings: readonly GradingRecord[];
  readonly artifacts: readonly ArtifactRecord[];
  readonly transitions: readonly TransitionRecord[];
}

/** What a transition records beside the new state, in the same transaction. Facts are applied in the order given. */
export type Fact =
  /** Written with the step to `buying`; makes the attempt's row. */
  | { readonly kind: "attempt-started"; readonly token: string }
  /** Once an attempt, as all that follow but `hold`. */
  | { readonly kind: "attempt-ended"; readonly end: AttemptEnd }
  | { readonly kind: "captured"; readonly capture: CaptureFacts }
  /** Replaces nothing: a grading's checks are recorded once. */
  | { readonly kind: "checked"; readonly spec: Digest; readonly checks: readonly CheckResult[] }
  /** Follows the spec of the grading's checks, where it has any. */
  | { readonly kind: "verdict"; readonly spec: Digest; readonly verdict: Verdict }
  | {
      readonly kind: "artifact";
      readonly scope: "attempt" | "grading";
      readonly name: string;
      readonly digest: Digest;
      readonly bytes: number;
    }
  /** The current attempt does not count: a ledger row is written, and the run's attempt number rises by 1, its grading number returns to 1. */
  | { readonly kind: "attempt-abandoned"; readonly reason: string; readonly cost: NanoUsd | null }
  /** A further grading of the same attempt begins: the grading number rises by 1. */
  | { readonly kind: "regrade"; readonly reason: string }
  /** Written with the step to `missing`. */
  | { readonly kind: "missing"; readonly reason: string }
  | { readonly kind: "hold"; readonly hold: Hold };

export interface Transition {
  readonly run: RunId;
  /** Of the claim that does the work. */
  readonly fence: number;
  /** Unique within the run. A repeated call with the same id changes nothing. */
  readonly opId: string;
  readonly from: RunState;
  readonly to: RunState;
  readonly atMs: number;
  readonly facts: readonly Fact[];
}

/** The right to work on a run. */
export interface Claim {
  readonly run: RunId;
  readonly fence: number;
  readonly attempt: number;
  readonly grading: number;
  readonly state: RunState;
}

/**
 * Writing. One writer at a time; every method is one durable transaction: when it resolves, the facts survive a power cut.
 * No callbacks: each call is a plain batch.
 */
export interface RunWriter {
  readonly port: typeof PORTS.runStore;
  /**
   * Stores a plan or generation, its new cells and their runs (1..repeats of the frozen plan).
   * Cells and runs that exist are left as they are. Repeating the newest revision is a no-op; an older one becomes a new revision.
   * The first plan makes the experiment.
   */
  acceptPlan(params: {
    readonly name: string;
    readonly plan: FrozenPlan | PlanGeneration;
    readonly digest: Digest;
    /** Runs to make sure of, in the order in which they get ids. */
    readonly runs: readonly { readonly cell: Digest; readonly n: number }[];
    readonly atMs: number;
  }): Promise<PlanRecord>;
  /**
   * Takes the right to work on a run: raises its fence, clears its hold; any older fence is dead from now on.
   * A run found in `buying` was interrupted in mid-purchase: in the same transaction the attempt is abandoned
   * (reason `interrupted`), its number rises, and the state returns to `planned`.
   * @param params.lost what the interrupted purchase is known to have cost, up to its last answered call. Absent: unknown.
   * @returns null when the run is final.
   * @throws {ScyllaError} `INTERNAL` when there is no such run, here and in every other method that writes to one.
   */
  claim(params: {
    readonly run: RunId;
    readonly atMs: number;
    readonly lost?: NanoUsd | undefined;
  }): Promise<Claim | null>;
  /**
   * Compare-and-set on (state, fence), the log row and the facts, together.
   * @returns `replayed` when `opId` was applied before.
   * @throws {ScyllaError} `STORE_FENCED` when the claim or the state is no longer current, `INTERNAL` when the step or one of
   * its facts can't be (see `transitionProblem`); nothing is written.
   */
  transition(transition: Transition): Promise<"applied" | "replayed">;
  /**
   * Starts over final runs, or abandons the current attempts of any runs nobody works on: for re-grading and invalidation.
   * All of them or none: a kill never leaves half of what was asked for.
   * `to: captured` begins a further grading of a captured attempt; `to: planned` abandons the attempt, with its recorded price,
   * where one was begun. Raises the fence, clears hold and missing.
   * @throws {ScyllaError} `INTERNAL` when there is nothing captured to grade again in one of them; nothing is written.
   */
  reopen(params: {
    /** Each of them once, however often it is named. */
    readonly runs: readonly RunId[];
    readonly to: "captured" | "planned";
    readonly reason: string;
    readonly atMs: number;
  }): Promise<void>;
  /** @throws {ScyllaError} `STORE_FENCED` when the tier's winner for this agent is recorded already and differs. */
  recordSelection(params: { readonly selection: Selection; readonly atMs: number }): Promise<"applied" | "replayed">;
  /** Keeps the later of the stored and the given deadline. */
  park(park: ParkRecord): Promise<void>;
  /** Notes that the settled results of a plan revision were projected. */
  finalize(params: { readonly revision: number; readonly atMs: number }): Promise<void>;
  close(): Promise<void>;
}

export interface RunStore extends RunReader, RunWriter {}

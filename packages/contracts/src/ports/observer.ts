import type { CellKey } from "../keys.ts";
import type { FrozenPlan, PlanGeneration } from "../plan.ts";
import type { Results } from "../results.ts";
import type { ResumePlan } from "../resume-plan.ts";
import type { Selection } from "../selection.ts";
import type { Stage } from "../stage.ts";
import type { Verdict } from "../verdict.ts";
import type { AttemptEnd, RunId } from "./run-store.ts";

export interface RunEvent {
  readonly run: RunId;
  readonly key: CellKey;
  readonly n: number;
  readonly attempt: number;
}

/** Watches a drive. Every hook is optional, is called after the fact is durable, and can't change or fail anything: what it throws is dropped. */
export interface RunnerObserver {
  /** A plan or a further generation was accepted. */
  planAccepted?(event: { readonly plan: FrozenPlan | PlanGeneration; readonly revision: number }): void;
  /** What will be kept, redone and begun was decided; nothing has started yet. */
  resumePlanned?(event: { readonly plan: ResumePlan }): void;
  /** Leftovers of an earlier process were removed. */
  leftoversRemoved?(event: { readonly processes: number; readonly workspaces: number; readonly mounts: number }): void;
  /** A drive begins: from here on, `driveFinished` is called whatever happens. */
  driveStarted?(event: { readonly experiment: string }): void;
  /** A stage of a run begins. */
  stageStarted?(event: RunEvent & { readonly stage: Stage; readonly atMs: number }): void;
  /** A stage's result is stored. */
  stageFinished?(event: RunEvent & { readonly stage: Stage; readonly durationMs: number }): void;
  /** A stage failed for infrastructure reasons; `retryInMs` is null when its tries are used up. */
  stageFailed?(
    event: RunEvent & {
      readonly stage: Stage;
      readonly code: string;
      readonly message: string;
      readonly retryInMs: number | null;
    },
  ): void;
  /** An agent ended, in whatever way. */
  agentEnded?(event: RunEvent & { readonly end: AttemptEnd }): void;
  /** A run has its verdict. */
  runGraded?(event: RunEvent & { readonly verdict: Verdict }): void;
  /** A run is finally missing. */
  runMissing?(event: RunEvent & { readonly reason: string }): void;
  /** Nobody works on a run any more: it is final, or open until it is claimed again, in this drive or a later one. */
  runLeft?(event: RunEvent & { readonly final: boolean }): void;
  /** A run, or everything with a key, waits until a moment. */
  parked?(event: { readonly key: string; readonly untilMs: number; readonly run: RunId | null }): void;
  /** The first run of a tier began in this drive. */
  tierStarted?(event: { readonly tier: string; readonly experiment: string }): void;
  /** A tier that this drive worked on has no more to do in it: on success, failure and abort alike, exactly once. */
  tierFinished?(event: { readonly tier: string; readonly experiment: string; readonly durationMs: number }): void;
  /** A tier's winner was recorded. */
  selectionRecorded?(event: { readonly selection: Selection }): void;
  /** No further runs are started: a signal, the budget, or the end. */
  draining?(event: { readonly reason: string; readonly inFlight: number }): void;
  /** A drive has ended, exactly once. `results` are those of the whole experiment, null where they could not be folded; `error` is what ended the drive early. */
  driveFinished?(event: {
    readonly experiment: string;
    readonly results: Results | null;
    readonly error: Error | null;
  }): void;
}

import type { LoadedExperiment, Results, ResumePlan, StageRange } from "@scylla/contracts";

/** What somebody wants done with an experiment directory. */
export interface RunRequest {
  /** Null: the stored plan is carried on as it is. */
  readonly experiment: LoadedExperiment | null;
  /** Tiers to work on; null: all. Tiers of the stored plan stay in the plan. */
  readonly tiers: readonly string[] | null;
  /** Instead of the experiment's own number. */
  readonly repeats: number | null;
  /** Only the first N set-ups of each tier. */
  readonly maxSubtests: number | null;
  readonly range: StageRange;
}

export interface StopSignals {
  /** Nothing new is started; what runs is finished. */
  readonly drain: AbortSignal;
  /** What runs is killed. */
  readonly kill: AbortSignal;
}

/**
 * How a run of the runner ended, most pressing first:
 * `defect`, `interrupted`, `parked`, `failed` (runs are missing for infrastructure reasons), `budget`, `incomplete`
 * (runs are finally missing), `stopped` (`--until` or `--from` left stages undone), `complete`.
 */
export type RunStatus =
  | "complete"
  | "stopped"
  | "incomplete"
  | "budget"
  | "failed"
  | "parked"
  | "interrupted"
  | "defect";

export interface RunSummary {
  readonly status: RunStatus;
  readonly counts: { readonly planned: number; readonly valid: number; readonly missing: number };
  readonly results: Results;
  readonly resumePlan: ResumePlan;
  readonly drive: DriveReport;
}

/** What a drive did. */
export interface DriveReport {
  /** Why it started nothing more. */
  readonly ended: "done" | "drained" | "killed" | "budget";
  /** Runs whose tries were used up. */
  readonly failed: readonly {
    readonly run: string;
    readonly stage: string;
    readonly code: string;
    readonly message: string;
  }[];
  /** The earliest deadline of runs that were left parked. */
  readonly parkedUntilMs: number | null;
  /** What went wrong in Scylla itself, if anything. */
  readonly defects: readonly Error[];
}

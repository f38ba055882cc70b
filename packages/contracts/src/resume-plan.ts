import type { CellKey } from "./keys.ts";
import type { RunId } from "./ports/run-store.ts";
import type { Stage } from "./stage.ts";

export interface ResumeItem {
  readonly run: RunId;
  readonly key: CellKey;
  readonly n: number;
  /** The first stage that will be done. */
  readonly stage: Stage;
  /** Why, in words. */
  readonly why: string;
}

/** A tier's share of a drive. */
export interface ResumeTier {
  readonly tier: string;
  /** Runs that the drive keeps or works on, those that wait for their treatment included. */
  readonly planned: number;
  /** Of these, final and kept. */
  readonly kept: number;
}

/** What a drive will do with each run, decided before anything starts: a plain value that can be printed. */
export interface ResumePlan {
  /** Runs that are final and stay so. */
  readonly keep: number;
  /** Begun runs that are carried on or done again. */
  readonly redo: readonly ResumeItem[];
  /** Captured attempts whose checks or rubric changed: they are graded again, the agent is not bought again. */
  readonly regrade: readonly ResumeItem[];
  /** Runs that were never begun. */
  readonly new: number;
  /** Runs of tiers that inherit, whose treatments are not known yet. */
  readonly waiting: number;
  readonly parked: readonly (ResumeItem & { readonly untilMs: number })[];
  /** The same by tier, in the order of the plan: those that the drive works on or keeps runs of. */
  readonly tiers: readonly ResumeTier[];
  /** What the request asks for and the store forbids, with the reason; not empty means that nothing is started. */
  readonly refused: readonly { readonly what: string; readonly why: string; readonly hint: string }[];
}

import type { CellKey, NanoUsd, ResumePlan, RunEvent, RunnerObserver, Stage } from "@scylla/contracts";
import { type Counted, type GroupProgress, groupTally } from "./group-tally.ts";

/** A run that is being worked on. */
export interface ActiveRun {
  readonly key: CellKey;
  readonly n: number;
  readonly stage: Stage;
  /** When its current stage began, on the monotonic clock. */
  readonly sinceMs: number;
}

/** How far a drive has come. */
export interface Snapshot {
  /** Runs of the drive, with those that were final before it. */
  readonly total: number;
  /** Final before this drive. */
  readonly kept: number;
  /** What this drive is done with. */
  readonly done: number;
  /** Of these, finally missing. */
  readonly missing: number;
  /** Runs whose tries were used up. */
  readonly failed: number;
  readonly active: readonly ActiveRun[];
  /** In the order of the plan. */
  readonly groups: readonly GroupProgress[];
  /** What agents reported in this drive. */
  readonly cost: NanoUsd;
  readonly unknownCosts: number;
  readonly elapsedMs: number;
  readonly draining: boolean;
}

export interface ProgressState {
  readonly observer: RunnerObserver;
  snapshot(): Snapshot;
}

/** Counts what a drive tells its observers. @param until the stage at which the drive is done with a run. */
export function progressState(monotonic: () => number, until: Stage): ProgressState {
  const begun = monotonic();
  const active = new Map<number, ActiveRun>();
  const counts = { total: 0, kept: 0, cost: 0, unknownCosts: 0 };
  const tally = groupTally();
  let draining = false;

  const leave = ({ run, key }: RunEvent, ...what: readonly Counted[]): void => {
    active.delete(run);
    for (const one of what) tally.add(key.tier, one);
  };
  return {
    observer: {
      resumePlanned: ({ plan }) => {
        counts.kept = plan.keep;
        counts.total = plannedRuns(plan);
        tally.expect(plan.tiers);
      },
      stageStarted: ({ run, key, n, stage }) => {
        active.set(run, { key, n, stage, sinceMs: monotonic() });
      },
      stageFailed: (event) => {
        if (event.retryInMs === null) leave(event, "failed");
      },
      stageFinished: (event) => {
        // Becoming final is told by hooks of its own.
        if (event.stage === until && event.stage !== "verdict") leave(event, "done");
      },
      parked: ({ run }) => {
        if (run !== null) active.delete(run);
      },
      agentEnded: ({ end }) => {
        if (end.cost === null) counts.unknownCosts++;
        else counts.cost += end.cost;
      },
      runGraded: (event) => leave(event, "done"),
      runMissing: (event) => leave(event, "done", "missing"),
      draining: () => {
        draining = true;
      },
    },
    snapshot: () => ({
      ...counts,
      ...tally.sums(),
      groups: tally.groups(),
      active: [...active.values()],
      elapsedMs: monotonic() - begun,
      draining,
    }),
  };
}

function plannedRuns(plan: ResumePlan): number {
  return plan.keep + plan.redo.length + plan.regrade.length + plan.new + plan.waiting + plan.parked.length;
}

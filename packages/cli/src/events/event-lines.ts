import {
  cellLabel,
  type NanoUsd,
  type ResumePlan,
  type RunEvent,
  type RunId,
  type RunnerObserver,
  runLabel,
  usdFromNano,
} from "@scylla/contracts";
import { remainingMs } from "../progress/figures.ts";
import type { Snapshot } from "../progress/progress-state.ts";

/** One thing that happened in a drive, as programs read it. Members are only ever added. */
export interface DriveEvent {
  readonly event: string;
  readonly [member: string]: unknown;
}

/** Characters of a message that are told: a line stays short enough to be written to a pipe in one piece. */
const MESSAGE = 500;

/** Turns what a drive tells its observers into events. */
export function eventObserver(emit: (event: DriveEvent) => void): RunnerObserver {
  const active = new Set<RunId>();
  return {
    resumePlanned: ({ plan }) => emit({ event: "planned", ...planned(plan) }),
    leftoversRemoved: ({ processes, workspaces }) => emit({ event: "leftovers_removed", processes, workspaces }),
    stageStarted: (event) => {
      if (!active.has(event.run)) emit({ event: "run_begun", ...named(event) });
      active.add(event.run);
      emit({ event: "stage_begun", ...named(event), stage: event.stage });
    },
    stageFinished: (event) =>
      emit({ event: "stage_ended", ...named(event), stage: event.stage, durationMs: Math.round(event.durationMs) }),
    stageFailed: (event) => {
      const { stage, code, retryInMs } = event;
      emit({ event: "stage_failed", ...named(event), stage, code, message: short(event.message), retryInMs });
    },
    agentEnded: (event) => {
      const { outcome, reason, exitCode, signal, durationMs, cost, costSource } = event.end;
      emit({
        event: "attempt_ended",
        ...named(event),
        outcome,
        reason: reason === null ? null : short(reason),
        exitCode,
        signal,
        durationMs,
        costUsd: dollars(cost),
        costSource,
      });
    },
    runGraded: (event) => {
      const { passed, score, grade } = event.verdict;
      emit({ event: "run_graded", ...named(event), passed, score, grade });
    },
    runMissing: (event) => emit({ event: "run_missing", ...named(event), reason: short(event.reason) }),
    runLeft: (event) => {
      active.delete(event.run);
      emit({ event: "run_left", ...named(event), final: event.final });
    },
    parked: ({ key, untilMs }) => emit({ event: "parked", what: key, untilMs }),
    tierStarted: ({ tier }) => emit({ event: "group_begun", tier }),
    tierFinished: ({ tier, durationMs }) => emit({ event: "group_ended", tier, durationMs: Math.round(durationMs) }),
    selectionRecorded: ({ selection: { tier, agent, winner } }) =>
      emit({ event: "winner_chosen", tier, agent, subtest: winner?.subtest ?? null }),
    draining: ({ reason, inFlight }) => emit({ event: "stopping", reason, running: inFlight }),
  };
}

/** How far the drive has come. */
export function progressEvent(snapshot: Snapshot): DriveEvent {
  const { total, kept, done, missing, failed, active, groups, cost, unknownCosts, elapsedMs } = snapshot;
  const left = remainingMs(snapshot);
  return {
    event: "progress",
    total,
    kept,
    done,
    missing,
    failed,
    running: active.length,
    elapsedMs: Math.round(elapsedMs),
    remainingMs: left === null ? null : Math.round(left),
    costUsd: dollars(cost),
    unknownCosts,
    groups,
  };
}

function planned({ keep, redo, regrade, new: fresh, waiting, parked }: ResumePlan): object {
  return {
    kept: keep,
    new: fresh,
    redo: redo.length,
    regrade: regrade.length,
    waiting,
    parked: parked.length,
  };
}

function named({ key, n, attempt }: RunEvent): object {
  return { key: runLabel(key, n), cell: cellLabel(key), n, attempt };
}

/** Null: unknown, which is not 0. */
function dollars(cost: NanoUsd | null): number | null {
  return cost === null ? null : usdFromNano(cost);
}

function short(text: string): string {
  return text.length > MESSAGE ? `${text.slice(0, MESSAGE).toWellFormed()}…` : text;
}

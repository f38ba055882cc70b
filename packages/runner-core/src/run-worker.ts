import {
  gradingShape,
  type Handled,
  inRange,
  isScyllaError,
  type NanoUsd,
  nextStage,
  type RunRecord,
  type RunState,
  type Stage,
  type StageRange,
  type Treatment,
} from "@scylla/contracts";
import type { Budget } from "./budget.ts";
import { type ClaimedRun, claimedRun, type RunSubject, workspaceId } from "./claimed-run.ts";
import type { ExecutionPorts } from "./ports.ts";
import type { RateGate } from "./rate-gate.ts";
import type { StopSignals } from "./request.ts";
import { backoffMs, isFatal, type RetryPolicy } from "./retry.ts";
import { loggedCost } from "./stages/call-log.ts";
import { PIPELINE } from "./stages/pipeline.ts";

export interface WorkerContext {
  readonly ports: ExecutionPorts;
  readonly range: StageRange;
  readonly stop: StopSignals;
  readonly budget: Budget;
  readonly gate: RateGate;
  readonly retry: RetryPolicy;
  readonly seed: number;
  readonly random: () => number;
  readonly treatment: (digest: string) => Promise<Treatment>;
  /** The tries of a run's stage are used up. */
  readonly onFailed: (run: ClaimedRun, stage: Stage, error: Error) => void;
}

/** How a run left its worker: `final`, or `open` with the reason in the store; `parked` until a moment. */
export type WorkEnd = { readonly kind: "final" | "open" } | { readonly kind: "parked"; readonly untilMs: number };

/** Carries one run on, stage by stage, as far as range, budget, limits and stop signals let it. @throws only what ends the whole drive. */
export async function workRun(
  context: WorkerContext,
  { id: runId, state, attempt }: Pick<RunRecord, "id" | "state" | "attempt">,
  subject: RunSubject,
): Promise<WorkEnd> {
  const { ports, budget } = context;
  const interrupted = state === "buying" ? workspaceId(runId, attempt) : null;
  const lost = interrupted === null ? undefined : await costOfInterrupted(ports, interrupted);
  const claim = await ports.store.claim({ run: runId, atMs: ports.clock.now(), lost });
  if (!claim) return { kind: "final" };
  if (interrupted !== null && claim.attempt > attempt) {
    budget.add(lost ?? null);
    await ports.workspaces.dispose(interrupted);
  }
  const run = claimedRun(ports.store, ports.clock, claim, subject);
  let final = false;
  try {
    const end = await carryOn(context, run);
    final = end.kind === "final";
    return end;
  } finally {
    ports.observer.runLeft?.({ ...run.event, final });
  }
}

async function costOfInterrupted({ workspaces }: ExecutionPorts, id: string): Promise<NanoUsd | undefined> {
  const workspace = await workspaces.open(id);
  return workspace ? loggedCost(workspace) : undefined;
}

async function carryOn(context: WorkerContext, run: ClaimedRun): Promise<WorkEnd> {
  const { subject } = run;
  const treatment = await context.treatment(subject.cell.treatment);
  const tries = new Map<Stage, number>();
  for (;;) {
    const stage = nextStage(run.state, gradingShape(subject.task));
    if (!stage) return { kind: "final" };
    if (!inRange(stage, context.range)) return { kind: "open" };
    if (context.stop.kill.aborted) return letGo(context, run);
    if (isBeforePurchase(run.state)) {
      if (context.stop.drain.aborted || context.budget.exhausted) return letGo(context, run);
      const untilMs = context.gate.closedUntil(subject.agent.id);
      if (untilMs !== null) return park(context, run, untilMs);
    }
    const error = await runStage(context, run, stage, treatment);
    if (!error || context.stop.kill.aborted) continue;
    const tried = (tries.get(stage) ?? 0) + 1;
    tries.set(stage, tried);
    if (!(await retryLater(context, run, stage, error, tried))) return letGo(context, run);
  }
}

function isBeforePurchase(state: RunState): boolean {
  return state === "planned" || state === "workspace";
}

/** True for a run whose agent has ended and counts: carrying it on costs no more of it. */
export function isPaidFor(state: RunState): boolean {
  return !isBeforePurchase(state) && state !== "buying";
}

/** A workspace in which nothing was bought is made again faster than it is kept: until then it would hold a mount and space. */
async function letGo({ ports }: WorkerContext, run: ClaimedRun): Promise<WorkEnd> {
  if (run.state === "workspace") {
    await run.step("planned", []);
    await ports.workspaces.dispose(run.workspaceId);
  }
  return { kind: "open" };
}

/** Waits for a key that something else found closed. */
async function park(context: WorkerContext, run: ClaimedRun, untilMs: number): Promise<WorkEnd> {
  await letGo(context, run);
  const { ports } = context;
  const key = run.subject.agent.id;
  await run.step(run.state, [{ kind: "hold", hold: { kind: "parked", key, untilMs } }]);
  ports.observer.parked?.({ key, untilMs, run: run.event.run });
  return { kind: "parked", untilMs };
}

/** Does one stage. @returns what stopped it; null when it recorded its result. */
async function runStage(
  context: WorkerContext,
  run: ClaimedRun,
  stage: Stage,
  treatment: Treatment,
): Promise<Error | null> {
  const { ports, seed, budget, gate, stop } = context;
  const { event } = run;
  const begun = ports.clock.monotonic();
  ports.observer.stageStarted?.({ ...event, stage, atMs: ports.clock.now() });
  try {
    await PIPELINE[stage]({ run, ports, treatment, seed, budget, gate, signal: stop.kill });
  } catch (error) {
    if (isFatal(error)) throw error;
    return error instanceof Error ? error : new Error(String(error));
  }
  ports.observer.stageFinished?.({ ...event, stage, durationMs: ports.clock.monotonic() - begun });
  return null;
}

/** What does not go away by trying again. */
const HOPELESS: ReadonlySet<string> = new Set(["INTERNAL", "REFERENCE_MISSING", "UNSUPPORTED"]);

/** @returns true when the stage is to be tried again now; false when the run is held, or the drive ends meanwhile. */
async function retryLater(
  context: WorkerContext,
  run: ClaimedRun,
  stage: Stage,
  error: Error,
  tried: number,
): Promise<boolean> {
  const { ports, retry, stop } = context;
  const code = isScyllaError(error) ? error.code : "INTERNAL";
  const last = tried >= retry.tries || HOPELESS.has(code);
  const retryInMs = last ? null : backoffMs(retry, tried, context.random);
  ports.observer.stageFailed?.({ ...run.event, stage, code, message: error.message, retryInMs });
  if (retryInMs === null) {
    await run.step(run.state, [{ kind: "hold", hold: { kind: "failed", stage, code, message: error.message } }]);
    context.onFailed(run, stage, error);
    return false;
  }
  try {
    await ports.clock.sleep(retryInMs, AbortSignal.any([stop.drain, stop.kill]));
  } catch {
    // The drive ends: the next one tries again.
    return false;
  }
  return true;
}

/** What the queue is told: only a park brings the job back. */
export function handledAs(end: WorkEnd): Handled {
  return end.kind === "parked" ? { retryAtMs: end.untilMs } : null;
}

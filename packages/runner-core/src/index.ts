export { spentSoFar } from "./budget.ts";
export type { RunSubject } from "./claimed-run.ts";
export { type DriveRequest, type ExecutionOptions, RunnerExecution } from "./execution.ts";
export { type FinalizationPorts, RunnerFinalization } from "./finalization.ts";
export { inProcessQueue, type QueueLimits } from "./in-process-queue.ts";
export { Inheritance, type InheritancePorts, loadTreatment } from "./inheritance.ts";
export { combineObservers } from "./observers.ts";
export type { EnvironmentFactory, ExecutionPorts, Recordings } from "./ports.ts";
export type { DriveReport, RunRequest, RunStatus, RunSummary, StopSignals } from "./request.ts";
export {
  planRerun,
  type RerunItem,
  type RerunPlan,
  type RerunSelectors,
  type RerunStage,
} from "./rerun.ts";
export { RunnerResume } from "./resume.ts";
export { DEFAULT_RETRY, type RetryPolicy } from "./retry.ts";
export { type Collaborators, E2ERunner, type Preview, type RunnerParts, type RunnerSession } from "./runner.ts";
export { type KnownState, type ResolvedPlan, RunnerSetup, type SetupPorts } from "./setup.ts";
export { systemClock } from "./system-clock.ts";
export { telemetryObserver } from "./telemetry-observer.ts";

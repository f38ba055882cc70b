import { type ExperimentView, isFinal } from "@scylla/contracts";

export interface Tally {
  /** Finished before the kill, and untouched by the resume. */
  readonly kept: number;
  /** In flight at the kill, and done again. */
  readonly repeated: number;
  /** Finished before the kill and not as they were, or without a verdict at the end. Must be 0. */
  readonly lost: number;
}

/** Compares what the store held after the kill with what it holds at the end. */
export function tally(before: ExperimentView, after: ExperimentView): Tally {
  const finished = before.runs.filter((run) => isFinal(run.state));
  const kept = finished.filter(({ id }) => purchase(before, id) === purchase(after, id)).length;
  const repeated = before.runs.filter((run) => run.fence > 0 && !isFinal(run.state)).length;
  const withoutVerdict = after.runs.filter((run) => run.state !== "graded").length;
  return { kept, repeated, lost: finished.length - kept + withoutVerdict };
}

/** What identifies the purchase that a run's result comes from, and its verdict. */
function purchase(view: ExperimentView, run: number): string {
  const row = view.results.get(run);
  return JSON.stringify([row?.attempt, row?.token, row?.startedAtMs, row?.verdict]);
}

import type { Results } from "@scylla/contracts";
import type { Proportion } from "@scylla/stats";
import type { SetUpRef } from "../comparison/questions.ts";
import { setUpKey } from "../comparison/task-pairs.ts";

/** Passed and decided runs of a set-up; a valid run that neither passed nor failed is in neither. */
export type PassCounts = (setUp: SetUpRef) => Proportion;

export function passCounts(results: Results): PassCounts {
  const decided = Map.groupBy(
    results.runs.filter((run) => run.passed !== null),
    setUpKey,
  );
  return (setUp) => {
    const runs = decided.get(setUpKey(setUp)) ?? [];
    return { successes: runs.filter((run) => run.passed === true).length, trials: runs.length };
  };
}

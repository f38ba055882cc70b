import type { ExperimentState } from "@scylla/contracts";

/** How far an experiment has come. */
export const STATE_WORDS: Readonly<Record<ExperimentState, string>> = {
  planned: "not begun",
  // With or without a live process: the store does not tell.
  running: "unfinished",
  parked: "parked",
  settled: "finished",
  finalized: "finished",
};

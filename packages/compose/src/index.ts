export { type ComposedRunner, createRunner } from "./create-runner.ts";
export { planExperiment } from "./plan-experiment.ts";
export { readExperiment, type StoredExperiment } from "./read-experiment.ts";
export type { PartOptions, RunnerOptions } from "./runner-options.ts";

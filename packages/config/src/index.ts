export { type LoadOptions, loadExperiment } from "./load-experiment.ts";

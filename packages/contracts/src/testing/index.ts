export type { ConformanceCase } from "./conformance-case.ts";
export { memoryRunStore, type RunStoreData, runStoreData } from "./memory-run-store.ts";
export type { OpenRunStore, RunStoreSetup } from "./run-store/bench.ts";
export { runStoreConformance } from "./run-store/run-store-conformance.ts";
export { acceptance, sampleCell, sampleGeneration, samplePlan, sampleRecipe, sampleTask } from "./sample-plans.ts";

export { type ComposedRunner, createRunner } from "./create-runner.ts";
export type { Difference } from "./inspect/cell-fields.ts";
export type { AgentPurchases, PurchaseForecast } from "./inspect/expected-purchases.ts";
export type { Forecast } from "./inspect/forecast.ts";
export type { ReplacedCell } from "./inspect/replaced-cell.ts";
export type { CellForecast, RunForecast } from "./inspect/run-forecasts.ts";
export { planExperiment } from "./plan-experiment.ts";
export { readExperiment, type StoredExperiment } from "./read-experiment.ts";
export type { PartOptions, RunnerOptions } from "./runner-options.ts";

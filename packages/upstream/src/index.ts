export { type CorrectedRun, correctedRuns } from "./corrections/corrected-runs.ts";
export type { UpstreamCorrection } from "./corrections/correction.ts";
export { upstreamCorrections } from "./corrections/upstream-corrections.ts";
export { type UpstreamCount, type UpstreamCounts, upstreamCounts } from "./counts.ts";
export { type UpstreamFigures, upstreamFigures } from "./figures/upstream-figures.ts";
export type {
  UpstreamConsensus,
  UpstreamCriterion,
  UpstreamExperiment,
  UpstreamItem,
  UpstreamJudge,
  UpstreamResults,
  UpstreamRubric,
  UpstreamRun,
  UpstreamSubtest,
  UpstreamTokens,
} from "./model.ts";
export type { UpstreamProblem } from "./read/problems.ts";
export { compareUpstreamRuns } from "./read/run-order.ts";
export { renderUpstreamFigures } from "./render/render-figures.ts";
export { readUpstreamTables } from "./tables/read-tables.ts";
export { readUpstreamTree } from "./tree/read-tree.ts";

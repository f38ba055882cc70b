export { type CheckGraderOptions, checkGrader } from "./check-grader.ts";
export { verdictOf } from "./verdict.ts";

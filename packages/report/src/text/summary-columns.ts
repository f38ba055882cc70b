import type { SubtestResult } from "@scylla/contracts";
import { passRate, score, usd } from "./figures.ts";

type Figures = Pick<
  SubtestResult,
  "runs" | "valid" | "passRate" | "passRateInterval" | "meanScore" | "meanCostUsd" | "costOfPassUsd"
>;

/** The columns of every table of figures: denominators first. */
export const SUMMARY_HEADERS = [
  "planned",
  "valid",
  "missing",
  "pass rate (95% interval)",
  "score",
  "cost/run",
  "cost/pass",
] as const;

export function summaryCells(figures: Figures): readonly string[] {
  return [
    String(figures.runs),
    String(figures.valid),
    String(figures.runs - figures.valid),
    passRate(figures),
    score(figures.meanScore),
    usd(figures.meanCostUsd),
    usd(figures.costOfPassUsd),
  ];
}

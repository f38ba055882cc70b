import type { ComparisonResult } from "@scylla/contracts";
import { isShare } from "../comparison/questions.ts";
import { amount, differenceCell, probability, signed } from "./amounts.ts";
import { UNKNOWN } from "./figures.ts";

/** The columns of the table of comparisons. */
export const COMPARISON_HEADERS = [
  "tasks",
  "difference (95% interval)",
  "p (Holm)",
  "finds from",
  "cost a run",
] as const;

export function comparisonCells(comparison: ComparisonResult): readonly string[] {
  const { metric, tasks, adjustedP, onTheseTasks, smallestDetectable, costUsd, bounds } = comparison;
  const cost = costUsd ? signed("costUsd", costUsd.effect) : UNKNOWN;
  const isReachable = smallestDetectable !== null && (!isShare(metric) || smallestDetectable <= 1);
  return [
    tasks.compared === tasks.planned ? String(tasks.planned) : `${tasks.compared} of ${tasks.planned}`,
    differenceCell(comparison) +
      (bounds ? `, bounds ${signed(metric, bounds.low)} to ${signed(metric, bounds.high)}` : ""),
    probability(adjustedP ?? onTheseTasks?.p ?? null),
    isReachable ? amount(metric, smallestDetectable) : UNKNOWN,
    cost,
  ];
}

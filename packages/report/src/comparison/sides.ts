import type { ComparedSide, Comparison, ComparisonResult, RunResult } from "@scylla/contracts";
import { mean, taskDifferences } from "@scylla/stats";
import { estimate } from "./estimate.ts";
import type { SetUpRef } from "./questions.ts";
import { type TaskPair, taskPairs } from "./task-pairs.ts";

export function sideOf({ tier, subtest, agent }: SetUpRef, pairs: readonly TaskPair[], side: "a" | "b"): ComparedSide {
  const total = (count: (pair: TaskPair) => number): number => pairs.reduce((sum, pair) => sum + count(pair), 0);
  const planned = total(({ plannedA, plannedB }) => (side === "a" ? plannedA : plannedB));
  const valid = total((pair) => pair[side].length);
  const means = pairs.filter(({ a, b }) => a.length > 0 && b.length > 0).map((pair) => mean(pair[side]) ?? 0);
  return { tier, subtest, agent, planned, valid, missing: planned - valid, mean: mean(means) };
}

/** Tasks on which no set-up can show that it is better, or worse. */
export function uninformative(pairs: readonly TaskPair[], metric: Comparison["metric"]) {
  const all = (value: number): string[] =>
    pairs
      .filter(({ a, b }) => a.length > 0 && b.length > 0 && [...a, ...b].every((one) => one === value))
      .map(({ task }) => task);
  return metric === "passRate" ? { alwaysPass: all(1), alwaysFail: all(0) } : { alwaysPass: [], alwaysFail: [] };
}

/** What comes with the change. */
export function sideEffect(
  against: readonly RunResult[],
  baseline: readonly RunResult[],
  metric: "costUsd" | "durationMs",
): ComparisonResult["costUsd"] {
  const pairs = taskPairs(against, baseline, metric).filter(({ a, b }) => a.length > 0 && b.length > 0);
  const { effect, interval } = estimate(taskDifferences(pairs).differences, null);
  if (effect === null) return null;
  const of = (side: "a" | "b"): number => mean(pairs.map((pair) => mean(pair[side]) ?? 0)) ?? 0;
  return { effect, interval, ratio: of("b") === 0 ? null : of("a") / of("b") };
}

/** Of one run on each side. */
export function pairCost(against: readonly RunResult[], baseline: readonly RunResult[]): number | null {
  const costOf = (runs: readonly RunResult[]): number | null =>
    mean(runs.map(({ costUsd }) => costUsd).filter((cost) => cost !== null));
  const [ours, theirs] = [costOf(against), costOf(baseline)];
  return ours === null || theirs === null ? null : ours + theirs;
}

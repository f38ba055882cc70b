import type { Comparison, RunResult } from "@scylla/contracts";
import type { SetUpRef } from "./questions.ts";

/** The runs of one task on both sides: the known values, and how many were planned. */
export interface TaskPair {
  readonly task: string;
  /** Of `against`. Named as `PairedTask` of the statistics has it: what is looked at is a minus b. */
  readonly a: readonly number[];
  readonly b: readonly number[];
  readonly plannedA: number;
  readonly plannedB: number;
}

type Metric = Comparison["metric"];

/** Runs by set-up, so that each is looked through once whatever is asked. */
export type RunsOf = (setUp: SetUpRef) => readonly RunResult[];

export function runsBySetUp(runs: readonly RunResult[]): RunsOf {
  const groups = Map.groupBy(runs, setUpKey);
  return (setUp) => groups.get(setUpKey(setUp)) ?? [];
}

/** One for each task that is planned on a side, in key order. */
export function taskPairs(against: readonly RunResult[], baseline: readonly RunResult[], metric: Metric): TaskPair[] {
  const ours = Map.groupBy(against, ({ task }) => task);
  const theirs = Map.groupBy(baseline, ({ task }) => task);
  return [...new Set([...ours.keys(), ...theirs.keys()])].sort().map((task) => {
    const [a, b] = [ours.get(task) ?? [], theirs.get(task) ?? []];
    return { task, a: known(a, metric), b: known(b, metric), plannedA: a.length, plannedB: b.length };
  });
}

/** In order of size, so that no digit hangs on that of the runs. A run that is not valid has no verdict; what it cost is no part of a comparison of valid runs. */
function known(runs: readonly RunResult[], metric: Metric): readonly number[] {
  return runs
    .filter(({ passed, score }) => passed !== null || score !== null)
    .map((run) => metricOf(run, metric))
    .filter((value) => value !== null)
    .sort((a, b) => a - b);
}

function metricOf({ passed, score, costUsd, durationMs }: RunResult, metric: Metric): number | null {
  switch (metric) {
    case "passRate":
      return passed === null ? null : Number(passed);
    case "score":
      return score;
    case "costUsd":
      return costUsd;
    case "durationMs":
      return durationMs;
  }
}

export function setUpKey({ tier, subtest, agent }: SetUpRef): string {
  return `${tier}\n${subtest}\n${agent}`;
}

import { type RunResult, runLabel, usdFromNano } from "@scylla/contracts";
import type { PlannedRun } from "./planned-runs.ts";

/** The row of a planned run. What is not valid has no verdict in it, whatever the store holds of an earlier grading. */
export function runResult({ key, n, cell, row, valid }: PlannedRun): RunResult {
  const verdict = valid ? row?.verdict : null;
  const cost = row?.end?.cost ?? null;
  return {
    key: runLabel(key, n),
    cell,
    task: key.task,
    tier: key.tier,
    subtest: key.subtest,
    agent: key.agent,
    n,
    outcome: row?.end?.outcome ?? null,
    passed: verdict?.passed ?? null,
    score: verdict?.score ?? null,
    grade: verdict?.grade ?? null,
    costUsd: cost === null ? null : usdFromNano(cost),
    durationMs: row?.end?.durationMs ?? null,
  };
}

import type { Results } from "@scylla/contracts";
import { expect, test } from "vitest";
import type { DriveReport } from "../src/request.ts";
import { runStatus } from "../src/status.ts";

const quiet: DriveReport = { ended: "done", failed: [], parkedUntilMs: null, defects: [] };
const failed = [{ run: "a/T0/x/bot/01", stage: "agent", code: "PROCESS_NOT_STARTED", message: "no such file" }];

function results(status: Results["status"]): Results {
  return {
    schema: "results/1",
    experiment: "e",
    status,
    counts: { planned: 1, valid: 0, missing: 1 },
    runs: [],
    subtests: [],
    tiers: [],
  };
}

test.each([
  ["complete", results("complete"), quiet],
  ["incomplete", results("incomplete"), quiet],
  ["stopped", results("partial"), quiet],
  ["budget", results("partial"), { ...quiet, ended: "budget" }],
  ["failed", results("partial"), { ...quiet, failed }],
  ["parked", results("partial"), { ...quiet, failed, parkedUntilMs: 5 }],
  ["interrupted", results("partial"), { ...quiet, ended: "drained", parkedUntilMs: 5 }],
  ["interrupted", results("partial"), { ...quiet, ended: "killed" }],
  ["defect", results("partial"), { ...quiet, ended: "killed", defects: [new Error("x")] }],
  // The last run was in flight when the budget was reached: nothing is left out by it.
  ["complete", results("complete"), { ...quiet, ended: "budget" }],
] as const)("%s", (status, given, drive) => {
  expect(runStatus(given, drive)).toBe(status);
});

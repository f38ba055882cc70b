import type { RunSummary } from "@scylla/runner-core";
import { expect, test } from "vitest";
import { endWords, interruptionWords } from "../src/end-words.ts";
import { clockTime } from "../src/resume-words.ts";
import { resumePlan } from "./fixtures/events.ts";

function summary(status: RunSummary["status"], drive: Partial<RunSummary["drive"]> = {}): RunSummary {
  const counts = { planned: 6, valid: 2, missing: 4 };
  return {
    status,
    counts,
    results: { schema: "results/1", experiment: "x", status: "partial", counts, runs: [], subtests: [], tiers: [] },
    resumePlan: resumePlan(),
    drive: { ended: "done", failed: [], parkedUntilMs: null, defects: [], ...drive },
  };
}

test("what the answer tells anyway is not said before it", () => {
  expect(endWords(summary("complete"))).toEqual([]);
  expect(endWords(summary("incomplete"))).toEqual([]);
});

test.each([
  ["stopped", "Ended where it was asked to: 2 of 6 runs are valid."],
  [
    "budget",
    "The budget is spent: 2 of 6 runs are valid. Raise `budget` in the experiment and run it again to carry on.",
  ],
  ["interrupted", "Interrupted: 2 of 6 runs are valid. What was finished is kept."],
] as const)("%s", (status, words) => {
  expect(endWords(summary(status))).toEqual([words]);
});

test("parked names its moment", () => {
  const atMs = Date.UTC(2026, 10, 24, 12);
  expect(endWords(summary("parked", { parkedUntilMs: atMs }))).toEqual([
    `Parked until ${clockTime(atMs)}: 2 of 6 runs are valid. From then on, the rest can be carried on.`,
  ]);
});

test("failed names each cause once, the most frequent first", () => {
  const failed = ["a", "b", "c", "d", "b", "e"].map((message, i) => ({
    run: `run ${i}`,
    stage: "check",
    code: "GIT_FAILED",
    message,
  }));
  expect(endWords(summary("failed", { failed }))).toEqual([
    "Runs failed for reasons that are not the agent's: 2 of 6 runs are valid. They are tried again by the next run.",
    "  2 runs: check failed (GIT_FAILED: b)",
    "  1 run: check failed (GIT_FAILED: a)",
    "  1 run: check failed (GIT_FAILED: c)",
    "  and 2 other reasons",
  ]);
});

test("a defect is told as one", () => {
  const [words] = endWords(summary("defect", { defects: [new Error("boom")] }));
  expect(words).toMatch(/^error INTERNAL: boom\n {2}This is a defect of Scylla itself/);
});
test("stopped before there was a plan, it says that nothing was started", () => {
  expect(interruptionWords({ planned: 0, valid: 0, missing: 0 })).toBe(
    "Interrupted before there was a plan: nothing was started.",
  );
});

import { contendersOf, currentPlan, type ExperimentView, type RunRecord, type RunResultRow } from "@scylla/contracts";
import { expect, test } from "vitest";
import { cell, plan, record, run } from "./fixtures/plans.ts";

const LABELS = ["a/T0/x/bot", "b/T0/x/bot", "a/T0/y/bot", "b/T0/y/bot", "a/T1/x/bot", "a/T0/x/other"];

function row(id: number, passed: boolean | null, score: number | null, cost: number | null): RunResultRow {
  const end = {
    outcome: "ok",
    reason: null,
    exitCode: 0,
    signal: null,
    durationMs: 1,
    usage: null,
    cost,
    costSource: "reported",
    isolation: "none",
    outputTruncated: false,
  } as const;
  const verdict = { passed, score, grade: null, basis: "checks" } as const;
  return {
    run: id,
    attempt: 1,
    position: id,
    token: "t",
    startedAtMs: 0,
    end,
    capture: null,
    verdict,
    gradingSpec: "g",
  };
}

function view(runs: readonly RunRecord[], rows: readonly RunResultRow[]): ExperimentView {
  const folded = currentPlan([record(1, plan(LABELS.map(cell), [], 2))]);
  if (!folded) throw new Error("no plan");
  const experiment = { id: "e", name: "example", createdAtMs: 0, finalizedRevision: null };
  return {
    experiment,
    plan: folded,
    runs,
    results: new Map(rows.map((one) => [one.run, one])),
    selections: [],
    spend: [],
    parks: [],
  };
}

test("figures are taken across tasks, from valid runs of one tier and agent", () => {
  const given = view(
    [
      run(1, "a/T0/x/bot", 1, "graded"),
      run(2, "b/T0/x/bot", 1, "graded"),
      run(3, "a/T0/x/bot", 2, "agent"),
      run(4, "b/T0/x/bot", 2, "missing"),
      run(5, "a/T1/x/bot", 1, "graded"),
      run(6, "a/T0/x/other", 1, "graded"),
      // Planned no longer: the plan asks for two repeats.
      run(7, "a/T0/x/bot", 3, "graded"),
    ],
    [
      row(1, true, 1, 100),
      row(2, false, 0.5, 300),
      row(3, null, null, 5),
      row(5, true, 1, 1),
      row(6, true, 1, 1),
      row(7, true, 1, 1),
    ],
  );
  expect(contendersOf(given, "T0", "bot")).toEqual([
    { subtest: "x", runs: 4, valid: 2, passRate: 0.5, meanScore: 0.75, meanCost: 200 },
    { subtest: "y", runs: 4, valid: 0, passRate: null, meanScore: null, meanCost: null },
  ]);
});

test("one unknown cost makes the mean cost unknown, not smaller", () => {
  const given = view(
    [run(1, "a/T0/x/bot", 1, "graded"), run(2, "b/T0/x/bot", 1, "graded")],
    [row(1, true, 1, 100), row(2, true, 1, null)],
  );
  expect(contendersOf(given, "T0", "bot")[0]?.meanCost).toBeNull();
});

test("a verdict that neither passes nor fails does not count as a failure", () => {
  const given = view(
    [run(1, "a/T0/x/bot", 1, "graded"), run(2, "b/T0/x/bot", 1, "graded")],
    [row(1, true, 1, 100), row(2, null, 0.5, 100)],
  );
  expect(contendersOf(given, "T0", "bot")[0]).toMatchObject({ valid: 2, passRate: 1 });
});

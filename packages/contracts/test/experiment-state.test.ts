import { currentPlan, type ExperimentView, experimentState, type RunRecord } from "@scylla/contracts";
import { expect, test } from "vitest";
import { cell, plan, recipe, record, run } from "./fixtures/plans.ts";

function view(
  runs: readonly RunRecord[],
  options: { finalizedRevision?: number; waiting?: boolean } = {},
): ExperimentView {
  const recipes = options.waiting ? [recipe("a/T5/best/bot", ["T0"])] : [];
  const folded = currentPlan([record(1, plan([cell("a/T0/x/bot")], recipes, 2))]);
  if (!folded) throw new Error("no plan");
  return {
    experiment: { id: "e", name: "example", createdAtMs: 0, finalizedRevision: options.finalizedRevision ?? null },
    plan: folded,
    runs,
    results: new Map(),
    selections: [],
    spend: [],
    parks: [],
  };
}

const parked = { kind: "parked", key: "bot", untilMs: 9 } as const;
const both = (state: RunRecord["state"], rest: Partial<RunRecord> = {}): RunRecord[] =>
  [1, 2].map((n) => run(n, "a/T0/x/bot", n, state, rest));

test.each([
  ["planned", "planned", view(both("planned"))],
  [
    "running once a run was claimed",
    "running",
    view([run(1, "a/T0/x/bot", 1, "buying", { fence: 1 }), run(2, "a/T0/x/bot", 2, "planned")]),
  ],
  ["parked when all that is open waits for a deadline", "parked", view(both("planned", { fence: 1, hold: parked }))],
  [
    "settled when every run is valid or missing",
    "settled",
    view([run(1, "a/T0/x/bot", 1, "graded"), run(2, "a/T0/x/bot", 2, "missing")]),
  ],
  ["not settled while a tier waits to inherit", "running", view(both("graded", { fence: 1 }), { waiting: true })],
  ["finalized when its results were projected", "finalized", view(both("graded"), { finalizedRevision: 1 })],
  ["settled again under a newer plan", "settled", view(both("graded"), { finalizedRevision: 0 })],
  [
    "blind to runs that are no longer planned",
    "settled",
    view([...both("graded"), run(3, "a/T0/x/bot", 3, "agent", { fence: 1 })]),
  ],
] as const)("an experiment is %s", (_when, state, given) => {
  expect(experimentState(given)).toBe(state);
});

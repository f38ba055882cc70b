import type { ExperimentView, FrozenPlan, PlannedCell, RunRecord, RunResultRow, RunState } from "@scylla/contracts";
import { manualClock } from "@scylla/contracts/testing";
import { describe, expect, test } from "vitest";
import { RunnerResume } from "../src/resume.ts";

const LIMITS = { timeMs: 1000, turns: null, usd: null };

function cell(subtest: string, tier = "T0"): PlannedCell {
  const key = { task: "a", tier, subtest, agent: "bot" };
  return {
    key,
    digest: `${tier}/${subtest}`,
    treatment: "t",
    conditions: { limits: LIMITS, agentVersion: null, sandbox: "none", network: [] },
  };
}

const PLAN: FrozenPlan = {
  schema: "plan/1",
  experiment: "example",
  seed: 1,
  repeats: 1,
  quorum: 0.8,
  budget: null,
  tiers: [],
  subtests: [],
  tasks: [
    {
      id: "a",
      title: "A",
      digest: "task",
      repo: { kind: "path", path: "/r", commit: "0".repeat(40) },
      setup: [],
      prompt: "Do it.",
      limits: LIMITS,
      network: [],
      grading: {
        digest: "grading-2",
        checks: [{ id: "c", command: "true", required: true, weight: 1, timeMs: 1, hiddenTests: null }],
        protect: [],
        rubric: null,
      },
    },
  ],
  agents: [],
  cells: [],
  recipes: [],
  comparisons: [],
};

const NOTHING = { keep: 0, redo: [], regrade: [], new: 0, waiting: 0, parked: [], tiers: [], refused: [] };
const KEPT = { ...NOTHING, keep: 1, tiers: [{ tier: "T0", planned: 1, kept: 1 }] };

/** One run of one cell, in a state. */
function view(
  state: RunState,
  rest: Partial<RunRecord> = {},
  gradingSpec = "grading-2",
  name = "example",
): ExperimentView {
  const run: RunRecord = {
    id: 1,
    cell: "T0/x",
    n: 1,
    state,
    fence: 1,
    attempt: 1,
    grading: 1,
    hold: null,
    missing: null,
    ...rest,
  };
  const row: RunResultRow = {
    run: 1,
    attempt: 1,
    position: 1,
    token: "t",
    startedAtMs: 0,
    end: null,
    capture: null,
    verdict: null,
    gradingSpec,
  };
  return {
    experiment: { id: "e", name, createdAtMs: 0, finalizedRevision: null },
    plan: { frozen: PLAN, revision: 1, cells: [cell("x")], waiting: [], unresolved: [] },
    runs: [run],
    results: new Map([[1, row]]),
    selections: [],
    spend: [],
    parks: [],
  };
}

const clock = manualClock(1000);
const resume = new RunnerResume({ clock });
const decide = (given: ExperimentView, tiers: ReadonlySet<string> | null = null) =>
  resume.reconcile(given, tiers, "example");

describe("a run is", () => {
  test.each(["graded", "missing"] as const)("kept when it is %s", (state) => {
    expect(decide(view(state))).toEqual(KEPT);
  });

  test("new when nobody ever claimed it", () => {
    expect(decide(view("planned", { fence: 0 }))).toEqual({
      ...NOTHING,
      new: 1,
      tiers: [{ tier: "T0", planned: 1, kept: 0 }],
    });
  });

  test("graded again, not bought again, when its task's checks changed", () => {
    const plan = decide(view("graded", {}, "grading-1"));
    expect(plan).toMatchObject({
      keep: 0,
      redo: [],
      regrade: [{ run: 1, stage: "check", why: "its task's checks changed since" }],
    });
  });

  test.each([
    ["buying", "workspace", "it was interrupted while its agent ran"],
    ["workspace", "agent", "its workspace is ready"],
    ["agent", "capture", "its agent has ended, and its changes are not captured yet"],
    ["captured", "check", "its changes are captured, and not checked yet"],
    ["checked", "verdict", "its evidence is complete, and its verdict is not computed yet"],
  ] as const)("carried on from %s with %s", (state, stage, why) => {
    expect(decide(view(state)).redo).toMatchObject([{ run: 1, stage, why }]);
  });

  test("tried again when a stage's tries were used up, with the reason", () => {
    const hold = { kind: "failed", stage: "capture", code: "DISK_FULL", message: "no space left" } as const;
    expect(decide(view("agent", { hold })).redo).toMatchObject([
      { stage: "capture", why: "capture failed: no space left" },
    ]);
  });

  test("left parked until its deadline, also when the clock was set back", () => {
    const hold = { kind: "parked", key: "claude", untilMs: 2000 } as const;
    expect(decide(view("planned", { hold })).parked).toMatchObject([{ untilMs: 2000, why: "claude asked to wait" }]);
    const late = new RunnerResume({ clock: manualClock(2000) }).reconcile(view("planned", { hold }), null, "example");
    expect(late).toMatchObject({ parked: [], redo: [{ why: "its wait for claude is over" }] });
  });

  test("left alone when its tier is not worked on, and kept when it is final all the same", () => {
    expect(decide(view("agent"), new Set(["T1"]))).toEqual(NOTHING);
    expect(decide(view("graded"), new Set(["T1"]))).toEqual(KEPT);
  });
});

test("runs of inheriting set-ups are counted as waiting", () => {
  const given = view("graded");
  const { key, conditions } = cell("best", "T5");
  const recipe = { key, inherits: ["T0"], onMissing: "fail", own: {}, conditions } as const;
  expect(decide({ ...given, plan: { ...given.plan, waiting: [recipe] } })).toMatchObject({
    keep: 1,
    waiting: 1,
    tiers: [
      { tier: "T0", planned: 1, kept: 1 },
      { tier: "T5", planned: 1, kept: 0 },
    ],
  });
});

test("another experiment's directory is refused, with what to do", () => {
  expect(decide(view("graded", {}, "grading-2", "other")).refused).toEqual([
    {
      what: 'run "example" in the directory of "other"',
      why: "one directory holds one experiment",
      hint: "Choose another directory with --out, or move the old one aside with --fresh.",
    },
  ]);
});

import { expect, test } from "vitest";
import { progressState } from "../../src/progress/progress-state.ts";
import { end, event, item, resumePlan } from "../fixtures/events.ts";

const VERDICT = { passed: true, score: 1, grade: "S", basis: "checks" } as const;

test("the total is everything that the drive was asked for, whatever becomes of it", () => {
  const state = progressState(() => 0, "verdict");
  expect(state.snapshot().total).toBe(0);
  const parked = [{ ...item(9, "agent", "asked"), untilMs: 1 }];
  const redo = [item(1, "workspace", "x")];
  const regrade = [item(2, "check", "y")];
  state.observer.resumePlanned?.({ plan: resumePlan({ keep: 3, redo, regrade, new: 4, waiting: 2, parked }) });
  expect(state.snapshot()).toMatchObject({ total: 12, kept: 3, done: 0 });
});

test("a run is active from its first stage until its verdict, and its stage's time begins with the stage", () => {
  let now = 100;
  const { observer, snapshot } = progressState(() => now, "verdict");
  observer.stageStarted?.({ ...event(1), stage: "workspace", atMs: 0 });
  now = 150;
  observer.stageFinished?.({ ...event(1), stage: "workspace", durationMs: 50 });
  observer.stageStarted?.({ ...event(1), stage: "agent", atMs: 0 });
  now = 250;
  expect(snapshot()).toMatchObject({ active: [{ n: 1, stage: "agent", sinceMs: 150 }], done: 0, elapsedMs: 150 });
  observer.runGraded?.({ ...event(1), verdict: VERDICT });
  expect(snapshot()).toMatchObject({ active: [], done: 1, missing: 0 });
});

test("a drive with an end of its own is done with a run there", () => {
  const { observer, snapshot } = progressState(() => 0, "agent");
  observer.stageStarted?.({ ...event(1), stage: "agent", atMs: 0 });
  observer.stageFinished?.({ ...event(1), stage: "agent", durationMs: 1 });
  expect(snapshot()).toMatchObject({ active: [], done: 1 });
});

test("the verdict is counted once, by its own hook", () => {
  const { observer, snapshot } = progressState(() => 0, "verdict");
  observer.runGraded?.({ ...event(1), verdict: VERDICT });
  observer.stageFinished?.({ ...event(1), stage: "verdict", durationMs: 1 });
  expect(snapshot().done).toBe(1);
});

test("failed is a run whose tries are used up; one that is tried again stays active", () => {
  const { observer, snapshot } = progressState(() => 0, "verdict");
  const failure = { ...event(1), stage: "agent", code: "GIT_FAILED", message: "no" } as const;
  observer.stageStarted?.({ ...event(1), stage: "agent", atMs: 0 });
  observer.stageFailed?.({ ...failure, retryInMs: 1000 });
  expect(snapshot()).toMatchObject({ failed: 0, active: [{ n: 1 }] });
  observer.stageFailed?.({ ...failure, retryInMs: null });
  expect(snapshot()).toMatchObject({ failed: 1, done: 0, active: [] });
});

test("missing runs are done, parked ones are not", () => {
  const { observer, snapshot } = progressState(() => 0, "verdict");
  for (const run of [1, 2]) observer.stageStarted?.({ ...event(run), stage: "agent", atMs: 0 });
  observer.runMissing?.({ ...event(1), reason: "invalid" });
  observer.parked?.({ key: "fake", untilMs: 5, run: 2 });
  observer.parked?.({ key: "fake", untilMs: 5, run: null });
  expect(snapshot()).toMatchObject({ done: 1, missing: 1, active: [] });
});

test("known and unknown costs are kept apart", () => {
  const { observer, snapshot } = progressState(() => 0, "verdict");
  observer.agentEnded?.({ ...event(1), end: end(10_000_000) });
  observer.agentEnded?.({ ...event(2), end: end(5) });
  observer.agentEnded?.({ ...event(3), end: end(null) });
  observer.draining?.({ reason: "drained", inFlight: 1 });
  expect(snapshot()).toMatchObject({ cost: 10_000_005, unknownCosts: 1, draining: true });
});

test("groups are counted apart, in the order of the plan", () => {
  const { observer, snapshot } = progressState(() => 0, "verdict");
  const tiers = [
    { tier: "T0", planned: 4, kept: 1 },
    { tier: "T1", planned: 2, kept: 0 },
  ];
  observer.resumePlanned?.({ plan: resumePlan({ keep: 1, new: 5, tiers }) });
  observer.runGraded?.({ ...event(1, "answer/T1/00-skill/fake"), verdict: VERDICT });
  observer.runMissing?.({ ...event(2), reason: "invalid" });
  expect(snapshot()).toMatchObject({
    done: 2,
    missing: 1,
    groups: [
      { tier: "T0", planned: 4, kept: 1, done: 1, missing: 1, failed: 0 },
      { tier: "T1", planned: 2, kept: 0, done: 1, missing: 0, failed: 0 },
    ],
  });
});

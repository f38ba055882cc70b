import { expect, test } from "vitest";
import { type DriveEvent, eventObserver } from "../../src/events/event-lines.ts";
import { end, event, resumePlan } from "../fixtures/events.ts";

test("what a run goes through is told in a stable shape", () => {
  const told: DriveEvent[] = [];
  const observer = eventObserver((one) => told.push(one));
  const run = { key: "answer/T0/01-rule/fake/01", cell: "answer/T0/01-rule/fake", n: 1, attempt: 1 };
  observer.resumePlanned?.({ plan: resumePlan({ new: 1 }) });
  observer.stageStarted?.({ ...event(1), stage: "agent", atMs: 5 });
  observer.agentEnded?.({ ...event(1), end: end(null) });
  observer.stageFailed?.({
    ...event(1),
    stage: "agent",
    code: "GIT_FAILED",
    message: "x".repeat(600),
    retryInMs: null,
  });
  observer.runLeft?.({ ...event(1), final: false });
  observer.parked?.({ key: "fake", untilMs: 7, run: null });
  expect(told).toEqual([
    { event: "planned", kept: 0, new: 1, redo: 0, regrade: 0, waiting: 0, parked: 0 },
    { event: "run_begun", ...run },
    { event: "stage_begun", ...run, stage: "agent" },
    {
      event: "attempt_ended",
      ...run,
      outcome: "ok",
      reason: null,
      exitCode: 0,
      signal: null,
      durationMs: 1,
      costUsd: null,
      costSource: "unknown",
    },
    {
      event: "stage_failed",
      ...run,
      stage: "agent",
      code: "GIT_FAILED",
      message: `${"x".repeat(500)}…`,
      retryInMs: null,
    },
    { event: "run_left", ...run, final: false },
    { event: "parked", what: "fake", untilMs: 7 },
  ]);
});

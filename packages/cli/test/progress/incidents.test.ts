import type { RunnerObserver, Selection } from "@scylla/contracts";
import { expect, test } from "vitest";
import { incidents } from "../../src/progress/incidents.ts";
import { titlesOf } from "../../src/progress/titles.ts";
import { event, item, NAMED_PLAN, resumePlan } from "../fixtures/events.ts";

function told(tell: (observer: RunnerObserver) => void): readonly string[] {
  const lines: string[] = [];
  tell(incidents((line) => lines.push(line), titlesOf(NAMED_PLAN)));
  return lines;
}

const FAILURE = { stage: "agent", code: "PROCESS_NOT_STARTED", message: "no\nsuch file" } as const;

test("a first drive says how much there is, a later one what it found", () => {
  expect(told((on) => on.resumePlanned?.({ plan: resumePlan({ new: 6, waiting: 2 }) }))).toEqual(["Runs: 8 new."]);
  const plan = resumePlan({ keep: 5, redo: [item(1, "workspace", "it was interrupted while its agent ran")] });
  expect(told((on) => on.resumePlanned?.({ plan }))).toEqual([
    "Runs: 5 kept, 1 repeated, 0 new.",
    "  1: it was interrupted while its agent ran",
  ]);
});

test("a failure that many runs wait for is told once; each run that is given up is told of", () => {
  const lines = told((on) => {
    for (const run of [1, 2, 3]) on.stageFailed?.({ ...event(run), ...FAILURE, retryInMs: 1100 });
    for (const run of [1, 2]) on.stageFailed?.({ ...event(run), ...FAILURE, retryInMs: null });
  });
  expect(lines).toEqual([
    "A rule (T0/01-rule), answer, run 1: agent failed (PROCESS_NOT_STARTED: no such file); tried again in 2 s.",
    "A rule (T0/01-rule), answer, run 1: agent failed (PROCESS_NOT_STARTED: no such file); given up for now.",
    "A rule (T0/01-rule), answer, run 2: agent failed (PROCESS_NOT_STARTED: no such file); given up for now.",
  ]);
});

test("a flood of failures ends in one line that says where they are", () => {
  const lines = told((on) => {
    for (let run = 1; run <= 50; run++) on.runMissing?.({ ...event(run), reason: "not delivered" });
  });
  expect(lines).toHaveLength(11);
  expect(lines[0]).toBe("A rule (T0/01-rule), answer, run 1: finally missing, not delivered.");
  expect(lines.at(-1)).toBe("Further failures are only counted here; the report has them all.");
});

test("one deadline is told once", () => {
  const lines = told((on) => {
    for (const untilMs of [0, 0, 3_600_000]) on.parked?.({ key: "fake", untilMs, run: 1 });
  });
  expect(lines).toHaveLength(2);
  expect(lines[0]).toMatch(/^fake asked to wait until \d{4}-\d\d-\d\d \d\d:\d\d\.$/);
});

test("leftovers and winners", () => {
  const selection = (winner: Selection["winner"]): Selection => ({
    schema: "selection/1",
    tier: "T0",
    agent: "fake",
    winner,
    rule: "pass-rate",
    contenders: [],
    basis: {},
  });
  expect(
    told((on) => {
      on.leftoversRemoved?.({ processes: 0, workspaces: 1, mounts: 0 });
      on.leftoversRemoved?.({ processes: 2, workspaces: 3, mounts: 0 });
      on.selectionRecorded?.({ selection: selection({ subtest: "01-rule", resources: {} }) });
      on.selectionRecorded?.({ selection: selection(null) });
    }),
  ).toEqual([
    "Removed what an interrupted run left: 1 workspace.",
    "Removed what an interrupted run left: 3 workspaces; 2 running programs killed.",
    "Group Prompts (T0): its winner for fake is A rule (T0/01-rule).",
    "Group Prompts (T0): no winner for fake, too few of its runs are valid.",
  ]);
});

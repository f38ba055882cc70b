import type { Claim, Transition } from "@scylla/contracts";
import { sampleCell, sampleTask, scriptedAgent } from "@scylla/contracts/testing";
import { expect, test } from "vitest";
import { claimedRun, workspaceId } from "../src/claimed-run.ts";

const CLAIM: Claim = { run: 7, fence: 3, attempt: 2, grading: 2, state: "planned" };
const SUBJECT = {
  cell: sampleCell("a/T0/x/bot"),
  task: sampleTask("a"),
  agent: { id: "bot", kind: "scripted", model: null, command: null, program: null, env: [], version: null },
  adapter: scriptedAgent(),
  n: 4,
};

function claimed(refuse: () => Error | null = () => null) {
  const steps: Transition[] = [];
  const store = {
    transition: async (step: Transition) => {
      const error = refuse();
      if (error) throw error;
      steps.push(step);
      return "applied" as const;
    },
  };
  return { steps, run: claimedRun(store, { now: () => 99 }, CLAIM, SUBJECT) };
}

test("each step follows the one before, under the claim's fence and a number of its own", async () => {
  const { run, steps } = claimed();
  await run.step("workspace", []);
  await run.step("buying", [{ kind: "attempt-started", token: "t" }]);
  expect(steps).toEqual([
    { run: 7, fence: 3, opId: "3.1", from: "planned", to: "workspace", atMs: 99, facts: [] },
    {
      run: 7,
      fence: 3,
      opId: "3.2",
      from: "workspace",
      to: "buying",
      atMs: 99,
      facts: [{ kind: "attempt-started", token: "t" }],
    },
  ]);
});

test("an abandoned attempt makes the next one current, with a first grading and another workspace", async () => {
  const { run } = claimed();
  expect(run).toMatchObject({ attempt: 2, grading: 2, workspaceId: "7-2", event: { run: 7, n: 4, attempt: 2 } });
  await run.step("planned", [{ kind: "attempt-abandoned", reason: "infra_error", cost: null }]);
  expect(run).toMatchObject({ attempt: 3, grading: 1, workspaceId: "7-3", event: { attempt: 3 } });
});

test("a further grading keeps the attempt", async () => {
  const { run } = claimed();
  await run.step("captured", [{ kind: "regrade", reason: "the task's checks changed" }]);
  expect(run).toMatchObject({ state: "captured", attempt: 2, grading: 3 });
});

test("its position does not move with what the store refused, and a number is never used twice", async () => {
  let error: Error | null = new Error("refused");
  const { run, steps } = claimed(() => error);
  await expect(run.step("planned", [{ kind: "attempt-abandoned", reason: "x", cost: null }])).rejects.toThrow(
    "refused",
  );
  expect(run).toMatchObject({ state: "planned", attempt: 2, grading: 2 });
  error = null;
  await run.step("workspace", []);
  expect(steps.map((step) => step.opId)).toEqual(["3.2"]);
});

test("a workspace's name tells an agent nothing about its set-up", () => {
  expect(workspaceId(12, 3)).toBe("12-3");
});

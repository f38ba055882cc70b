import { planDigest } from "@scylla/contracts";
import type { UpstreamExperiment, UpstreamResults, UpstreamRun } from "@scylla/upstream";
import { expect, test } from "vitest";
import { upstreamPlan } from "../../src/upstream/upstream-plan.ts";

function experiment(id: string, more: Partial<UpstreamExperiment> = {}): UpstreamExperiment {
  const subtests = [
    { tier: "T10", id: "00" },
    { tier: "T2", id: "00" },
  ];
  const known = { task: null, repo: null, timeoutSeconds: null, rubric: null };
  return { id, ...known, agentModels: ["m 1"], judges: 3, repeats: 2, subtests, ...more };
}

const run = (experiment: string, agentModel: string | null) => ({ experiment, agentModel }) as UpstreamRun;

function results(experiments: readonly UpstreamExperiment[]): UpstreamResults {
  const runs = experiments.flatMap(({ id, agentModels }) => agentModels.map((model) => run(id, model)));
  return { source: "tables", experiments, runs, problems: [] };
}

test("each experiment is a task, each model an agent, and tiers stand in order of their numbers", () => {
  const { plan } = upstreamPlan(results([experiment("b"), experiment("a", { repeats: 3 })]), "both");
  expect(plan.tasks.map(({ id }) => id)).toEqual(["a", "b"]);
  expect(plan.agents).toMatchObject([{ id: "m-1", kind: "imported", model: "m 1" }]);
  expect(plan.tiers.map(({ id }) => id)).toEqual(["T2", "T10"]);
  expect(plan.repeats).toBe(3);
  expect(plan.cells).toHaveLength(4);
});

test("tasks are called as upstream calls them, unless two are called alike", () => {
  const called = (one: string, other: string) =>
    upstreamPlan(results([experiment("a", { task: one }), experiment("b", { task: other })]), "x").plan.tasks.map(
      ({ id }) => id,
    );
  expect(called("test-001", "test-002")).toEqual(["test-001", "test-002"]);
  expect(called("test-001", "test-001")).toEqual(["a", "b"]);
});

test("equal results make equal plans, and no two set-ups one treatment", () => {
  const made = () => upstreamPlan(results([experiment("a")]), "x");
  expect(planDigest(made().plan)).toBe(planDigest(made().plan));
  expect(made().treatments).toHaveLength(2);
});

import { isScyllaError, type LoadedExperiment, type PlannedAgent } from "@scylla/contracts";
import { expect, test } from "vitest";
import { tierManager } from "../../src/index.ts";
import { agent, experiment, planParams, subtest, text } from "../fixtures/ladders.ts";

function refusals(of: LoadedExperiment, max: number | null = null): readonly string[] {
  try {
    tierManager().plan(planParams(of, { maxSubtests: max }));
  } catch (error) {
    if (!isScyllaError(error)) throw error;
    return [error, ...(error.also ?? [])].map(
      (one) => `${one.at?.file.replace("/exp/ladder/", "")} ${one.code}: ${one.message}`,
    );
  }
  return [];
}

test("two set-ups of a tier that give an agent the same are refused where the second stands", () => {
  expect(refusals(experiment([subtest("T0/a", text("Same.\n")), subtest("T0/b", text("\nSame."))]))).toEqual([
    "T0/b.yaml DUPLICATE_TREATMENT: T0/b gives the agent toy exactly what T0/a gives it",
  ]);
});

test("set-ups of different tiers may give the same", () => {
  expect(refusals(experiment([subtest("T0/a"), subtest("T1/a")]))).toEqual([]);
});

test("a model is no difference for the agent that has it anyway", () => {
  const setups = [subtest("T0/a"), subtest("T0/b", { model: "m" })];
  const with_ = (...agents: PlannedAgent[]) => refusals(experiment(setups, { agents }));
  expect(with_(agent("x", { model: "n" }))).toEqual([]);
  expect(with_(agent("x", { model: "n" }), agent("y", { model: "m" }))).toEqual([
    "T0/b.yaml DUPLICATE_TREATMENT: T0/b gives the agent y exactly what T0/a gives it",
  ]);
});

test("inheriting set-ups are the same when they inherit and add the same", () => {
  const base = [subtest("T0/a"), subtest("T1/a")];
  const inheriting = [
    subtest("T5/a", {}, ["T0"]),
    subtest("T5/b", {}, ["T1"]),
    subtest("T5/c"),
    subtest("T5/d", {}, ["T0"], "skip"),
  ];
  expect(refusals(experiment([...base, ...inheriting]))).toEqual([
    "T5/d.yaml DUPLICATE_TREATMENT: T5/d gives the agent toy exactly what T5/a gives it",
  ]);
});

test("a set-up beyond the limit is not looked at", () => {
  expect(refusals(experiment([subtest("T0/a"), subtest("T0/b")]), 1)).toEqual([]);
});

test("everything is refused at once, and each thing once for all agents", () => {
  const setups = [
    subtest("T0/a"),
    subtest("T0/b"),
    subtest("T0/c", { thinking: "high", tools: { kind: "none" } }),
    subtest("T5/a", {}, ["T1"]),
  ];
  expect(refusals(experiment(setups, { agents: [agent("x"), agent("y", { env: ["E"] })] }))).toEqual([
    "T0/b.yaml DUPLICATE_TREATMENT: T0/b gives the agent x exactly what T0/a gives it",
    "T5/a.yaml INHERITANCE_UNAVAILABLE: T5/a inherits from T1, which would not be run",
  ]);
});

test("what is wrong in one file is told from top to bottom, whatever kind of wrong it is", () => {
  const setups = ["a", "b", "c", "d"].map((id, i) => ({
    ...subtest(`T5/${id}`, {}, id === "d" || id === "b" ? ["T1"] : null),
    at: { file: "/exp/ladder/all.yaml", line: [20, 9, 30, 9][i] ?? 0, col: [3, 20, 3, 5][i] ?? 0 },
  }));
  expect(refusals(experiment(setups)).map((one) => one.slice(0, 26))).toEqual([
    "all.yaml INHERITANCE_UNAVA",
    "all.yaml DUPLICATE_TREATME",
    "all.yaml INHERITANCE_UNAVA",
    "all.yaml DUPLICATE_TREATME",
  ]);
});

test("agents of a kind without layout are refused, with the kinds that there are", () => {
  const agents = [agent("x", { kind: "robot" })];
  expect(refusals(experiment([subtest("T0/a")], { agents }))).toEqual([
    "T0/a.yaml UNSUPPORTED: agents of kind robot can't be set up by this runner",
  ]);
});

test("an experiment of which nothing can be given to its agents is refused", () => {
  const setups = [subtest("T0/c", { thinking: "high" }), subtest("T1/a", { tools: { kind: "none" } })];
  expect(refusals(experiment(setups))).toEqual([
    "T0/c.yaml UNSUPPORTED: T0/c is not applicable to agents of kind command: they can't be given thinking",
    "T1/a.yaml UNSUPPORTED: T1/a is not applicable to agents of kind command: they can't be given tools",
  ]);
});

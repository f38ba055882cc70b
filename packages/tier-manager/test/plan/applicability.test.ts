import { cellLabel, type LadderPlan } from "@scylla/contracts";
import { expect, test } from "vitest";
import { claudeCodeLayout, commandLayout, tierManager } from "../../src/index.ts";
import { agent, experiment, planParams, subtest, task } from "../fixtures/ladders.ts";

const { plan } = tierManager({ layouts: [commandLayout(), claudeCodeLayout()] });
const terse = { systemPrompt: { kind: "append", text: "Be terse." } } as const;
const able = agent("able", { kind: "claude-code", command: null, program: null });

function lines({ notApplicable = [] }: LadderPlan): readonly string[] {
  return notApplicable.map(({ key, lacks }) => `${cellLabel(key)}: ${lacks.join(", ")}`);
}

test("a set-up is not applicable to the agent that can't be given it, and runs with the others", () => {
  const of = experiment([subtest("T0/a"), subtest("T0/b", terse)], {
    agents: [agent("toy"), able],
    tasks: [task("y"), task("x")],
  });
  const planned = plan(planParams(of));
  expect(lines(planned)).toEqual(["x/T0/b/toy: systemPrompt", "y/T0/b/toy: systemPrompt"]);
  expect(planned.cells.map(({ key }) => cellLabel(key))).toEqual([
    ...["x/T0/a/able", "x/T0/a/toy", "x/T0/b/able", "y/T0/a/able", "y/T0/a/toy", "y/T0/b/able"],
  ]);
});

test("what inherits from a group of which an agent can be given nothing is not applicable either, however far it goes", () => {
  const ladder = [
    ...[subtest("T0/a"), subtest("T1/a", terse)],
    ...[subtest("T5/best", {}, ["T0", "T1"]), subtest("T6/all", {}, ["T5"], "skip")],
  ];
  const planned = plan(planParams(experiment(ladder, { agents: [agent("toy"), able], tasks: [task("x")] })));
  expect(lines(planned)).toEqual([
    "x/T1/a/toy: systemPrompt",
    "x/T5/best/toy: the winner of T1",
    "x/T6/all/toy: the winner of T5",
  ]);
  expect(planned.recipes.map(({ key }) => cellLabel(key))).toEqual(["x/T5/best/able", "x/T6/all/able"]);
});

test("a group of which something can be given has a winner to inherit", () => {
  const ladder = [subtest("T0/a"), subtest("T0/b", terse), subtest("T5/best", {}, ["T0"])];
  const planned = plan(planParams(experiment(ladder, { tasks: [task("x")] })));
  expect(lines(planned)).toEqual(["x/T0/b/toy: systemPrompt"]);
  expect(planned.recipes).toHaveLength(1);
});

test("nothing is said where everything can be given", () => {
  expect(plan(planParams(experiment([subtest("T0/a")]))).notApplicable).toBeUndefined();
});

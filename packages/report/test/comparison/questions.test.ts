import { expect, test } from "vitest";
import { questionsOf } from "../../src/comparison/questions.ts";
import { declared } from "./fixtures.ts";

const setUp = (name: string, agent = "toy") => {
  const [tier = "", subtest = ""] = name.split("/");
  return { tier, subtest, agent };
};

const asked = (...args: Parameters<typeof questionsOf>) =>
  questionsOf(...args).map(({ id, family, baseline, against }) => [
    id,
    family,
    `${baseline.agent} ${baseline.tier}/${baseline.subtest}`,
    `${against.agent} ${against.tier}/${against.subtest}`,
  ]);

test("undeclared, each set-up is asked about against its agent's first", () => {
  expect(
    asked(
      ["T0/00", "T0/01", "T1/00"].map((name) => setUp(name)),
      [],
    ),
  ).toEqual([
    ["T0/01", "set-ups", "toy T0/00", "toy T0/01"],
    ["T1/00", "set-ups", "toy T0/00", "toy T1/00"],
  ]);
});

test("undeclared, each further agent is asked about against the first, at a set-up of both", () => {
  const setUps = [setUp("T0/00", "claude"), setUp("T0/01", "claude"), setUp("T0/01", "codex"), setUp("T1/00", "codex")];
  expect(asked(setUps, [])).toEqual([
    ["T0/01", "set-ups", "claude T0/00", "claude T0/01"],
    ["T1/00", "set-ups", "codex T0/01", "codex T1/00"],
    ["codex", "agents", "claude T0/01", "codex T0/01"],
  ]);
});

test("declared questions replace these, once for each agent that has both set-ups", () => {
  const setUps = [setUp("T0/00", "a"), setUp("T0/01", "a"), setUp("T0/00", "b")];
  expect(asked(setUps, [declared(), declared({ id: "main", primary: true })])).toEqual([
    ["question", "declared", "a T0/00", "a T0/01"],
    ["main", "primary", "a T0/00", "a T0/01"],
  ]);
});

test("shares have a usual margin, costs and durations only a declared one", () => {
  const setUps = [setUp("T0/00"), setUp("T0/01")];
  const margins = (["passRate", "score", "costUsd", "durationMs"] as const).map(
    (metric) => questionsOf(setUps, [declared({ metric })])[0]?.margin,
  );
  expect(margins).toEqual([0.05, 0.05, null, null]);
  expect(questionsOf(setUps, [declared({ metric: "costUsd", margin: 0.01 })])[0]?.margin).toBe(0.01);
});

test("nothing is asked where there is nothing to compare", () => {
  expect(questionsOf([], [])).toEqual([]);
  expect(questionsOf([setUp("T0/00")], [])).toEqual([]);
});

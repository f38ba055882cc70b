import type { CurrentPlan } from "@scylla/contracts";
import { sampleCell, samplePlan } from "@scylla/contracts/testing";
import { expect, test } from "vitest";
import { rerunSelectors } from "../../src/rerunning/rerun-selectors.ts";
import { NAMED_PLAN } from "../fixtures/events.ts";

const CELL = sampleCell("answer/T0/01-rule/fake");
const PLAN: CurrentPlan = {
  frozen: { ...NAMED_PLAN, repeats: 2, tasks: samplePlan([CELL]).tasks },
  revision: 1,
  cells: [CELL],
  waiting: [],
  unresolved: [],
};

test("names, numbers and keys are read", () => {
  expect(rerunSelectors({ tier: ["T1"], subtest: ["T0/01-rule", "00-skill"], run: ["2", "answer/T0"] }, PLAN)).toEqual({
    tiers: ["T1"],
    subtests: ["T0/01-rule", "00-skill"],
    runs: [2, { segments: ["answer", "T0"], n: null }],
  });
});

test.each([
  [{}, "rerun needs to be told which runs are meant"],
  [{ tier: ["T11"] }, '--tier names nothing of the plan: "T11"'],
  [{ subtest: ["01-rul"] }, '--subtest names nothing of the plan: "01-rul"'],
  [{ outcome: ["timout"] }, '--outcome names no outcome: "timout"'],
  [{ run: ["3"] }, "--run 3: there are runs 1 to 2 of each cell"],
  [{ run: ["0"] }, "--run 0: there are runs 1 to 2 of each cell"],
  [{ run: ["answer/T0/01-rule/fake/9"] }, "--run answer/T0/01-rule/fake/9: there are runs 1 to 2 of each cell"],
  [{ run: ["anser/T0"] }, 'no cell has the key "anser/T0"'],
  [{ run: ["a//b"] }, 'no cell has the key "a//b"'],
])("%j is refused", (names, message) => {
  expect(() => rerunSelectors(names, PLAN)).toThrow(message);
});

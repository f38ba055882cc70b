import type { CurrentPlan } from "@scylla/contracts";
import { isScyllaError } from "@scylla/contracts";
import { sampleCell, samplePlan, sampleRecipe } from "@scylla/contracts/testing";
import { expect, test } from "vitest";
import { findKey } from "../src/find-key.ts";

const CELLS = ["answer/T0/00-plain/fake", "answer/T0/01-rule/fake", "parse/T0/00-plain/fake"].map(sampleCell);
const RECIPE = sampleRecipe("answer/T5/00-best/fake", ["T0"]);
const PLAN: CurrentPlan = {
  frozen: samplePlan(CELLS, [RECIPE], 2),
  revision: 1,
  cells: CELLS,
  waiting: [RECIPE],
  unresolved: [],
};

test("a cell, a run of it, or a recipe, by as much as is unambiguous", () => {
  expect(findKey("answer/T0/01", PLAN)).toMatchObject({ kind: "cell", cell: CELLS[1], n: null });
  expect(findKey("parse", PLAN)).toMatchObject({ kind: "cell", cell: CELLS[2] });
  expect(findKey("answer/T0/01-rule/fake/02", PLAN)).toMatchObject({ kind: "cell", cell: CELLS[1], n: 2 });
  expect(findKey("answer/T5", PLAN)).toMatchObject({ kind: "recipe", recipe: RECIPE, reason: null });
});

test.each([
  ["answer/T0", "Name one: answer/T0/00-plain/fake, answer/T0/01-rule/fake."],
  ["anser/T0/01", "Did you mean answer/T0/01?"],
  ["answer/T0/01-rul3/fake/1", "Did you mean answer/T0/01-rule/fake/1?"],
  ["answer/T0/01-rule/fake/7", "Its runs are 01 to 02."],
  ["quite/something/else", "Keys are like answer/T0/00-plain/fake/01; `scylla list` shows all."],
  ["", "Keys are like answer/T0/00-plain/fake/01; `scylla list` shows all."],
])("%j is refused with what was meant", (text, hint) => {
  const refusal = (): unknown => {
    try {
      return findKey(text, PLAN);
    } catch (error) {
      return isScyllaError(error, "USAGE") ? error.hint : error;
    }
  };
  expect(refusal()).toBe(hint);
});

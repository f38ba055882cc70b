import { type Figure, type ResourceUptake, uptakeFigure } from "@scylla/report/figures";
import { expect, test } from "vitest";
import { results } from "../scenarios.ts";
import { valuesWith, wordsOf } from "../spec.ts";

const skill: ResourceUptake = {
  ...{ tier: "T1", subtest: "00-skill", agent: "toy", kind: "skill", resource: "write-tests" },
  ...{ runs: 8, used: 3, unknown: 2 },
};

function figure(uptake: readonly ResourceUptake[]): Figure {
  const drawn = uptakeFigure(results.quickstart, uptake);
  if (!drawn) throw new Error("nothing is delivered");
  return drawn;
}

test("the share is of the runs of which it is known", () => {
  const drawn = figure([skill]);
  expect(valuesWith(drawn, "resource")).toMatchObject([{ resource: "write-tests", used: 3, share: 50 }]);
  expect(wordsOf(drawn)).toEqual(expect.arrayContaining(["skill write-tests", "50%", "3 of 6 runs, 2 unknown"]));
});

test("what is unknown in every run has no bar, which is not a bar of length 0", () => {
  const drawn = figure([{ ...skill, used: 0, unknown: 8 }]);
  expect(valuesWith(drawn, "resource")).toMatchObject([{ share: null }]);
  expect(valuesWith(drawn, "low")).toEqual([]);
  expect(wordsOf(drawn)).toContain("unknown in all 8 runs");
  expect(valuesWith(figure([{ ...skill, used: 0, unknown: 0 }]), "resource")).toMatchObject([{ share: 0 }]);
});

test("nothing delivered is no figure, and rows of other set-ups are left out", () => {
  expect(uptakeFigure(results.quickstart, [])).toBeNull();
  expect(uptakeFigure(results.quickstart, [{ ...skill, subtest: "99-other" }])).toBeNull();
});

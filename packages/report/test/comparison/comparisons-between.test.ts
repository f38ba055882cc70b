import { comparisonsBetween } from "@scylla/report";
import { expect, test } from "vitest";
import { resultsOf, tasks } from "./fixtures.ts";

const before = resultsOf([
  { name: "T0/00", runs: tasks(6, "FF") },
  { name: "T0/01", runs: tasks(6, "FP") },
]);
const after = resultsOf([
  { name: "T0/00", runs: tasks(6, (task) => (task === 1 ? "PF" : "PP")) },
  { name: "T1/00", runs: tasks(6, "PP") },
]);

test("each set-up of both experiments is compared, the second against the first", () => {
  expect(comparisonsBetween(before, after)).toMatchObject([
    {
      id: "T0/00",
      family: "experiments",
      answer: "better",
      baseline: { mean: 0 },
      against: { tier: "T0", subtest: "00" },
    },
  ]);
});

test("any two set-ups can be named", () => {
  const pair = {
    baseline: { tier: "T0", subtest: "01", agent: "toy" },
    against: { tier: "T1", subtest: "00", agent: "toy" },
  };
  expect(comparisonsBetween(before, after, [pair])).toMatchObject([{ id: "T1/00", effect: 0.5 }]);
});

test("one that is unfinished makes the comparison so", () => {
  const open = { ...resultsOf([{ name: "T0/00", runs: tasks(6, "F.") }]), status: "partial" as const };
  expect(comparisonsBetween(open, after)[0]?.warnings).toContain("partial");
});

import { expect, test } from "vitest";
import { GOOD, load } from "../fixtures/experiments.ts";

test("comparisons are taken with defaults", async () => {
  const text = `${GOOD["experiment.yaml"]}comparisons:
  - { id: a, baseline: T0/00-nothing, against: T0/01-rule }
  - { id: b, baseline: T0/00-nothing, against: T0/01-rule, metric: costUsd, margin: 0.05, primary: true }
`;
  const { comparisons } = await load({ "experiment.yaml": text });
  const sides = { baseline: "T0/00-nothing", against: "T0/01-rule" };
  expect(comparisons).toEqual([
    { id: "a", ...sides, metric: "passRate", margin: null, primary: false },
    { id: "b", ...sides, metric: "costUsd", margin: 0.05, primary: true },
  ]);
});

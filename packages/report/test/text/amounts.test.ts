import { expect, test } from "vitest";
import { amount, difference, differenceCell, differenceRange, probability } from "../../src/text/amounts.ts";

test.each([
  ["passRate", 0.524, "+52 points"],
  ["score", -0.004, "-0.4 points"],
  ["passRate", 0.00001, "0 points"],
  ["costUsd", -0.0123, "-$0.012 a run"],
  ["durationMs", 61_500, "+62 s a run"],
  ["durationMs", -2_000, "-2 s a run"],
] as const)("a difference of %s by %d is %s", (metric, value, text) => {
  expect(difference(metric, value)).toBe(text);
});

test("ranges are told in the unit of what is compared", () => {
  expect(differenceRange("passRate", { low: -0.2, high: 0.44 })).toBe("-20 to +44 points");
  expect(differenceRange("costUsd", { low: -0.02, high: 0 })).toBe("-$0.020 to 0 a run");
  expect(amount("passRate", 0.05)).toBe("5 points");
});

test("a cell holds what is known", () => {
  const interval = { low: 0.28, high: 0.93, level: 0.95 };
  expect(differenceCell({ metric: "passRate", effect: 0.75, interval })).toBe("+75 (+28 to +93)");
  expect(differenceCell({ metric: "passRate", effect: 0.75, interval: null })).toBe("+75");
  expect(differenceCell({ metric: "passRate", effect: null, interval: null })).toBe("–");
});

test.each([
  [null, "–"],
  [0.0000002, "<0.001"],
  [0.0312, "0.031"],
  [0.25, "0.25"],
  [1, "1.00"],
])("a p of %d is %s", (p, text) => {
  expect(probability(p)).toBe(text);
});

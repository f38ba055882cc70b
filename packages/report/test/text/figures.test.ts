import fc from "fast-check";
import { expect, test } from "vitest";
import { costClause, counted, passRate, percent, score, usd } from "../../src/text/figures.ts";

test.each([
  [0, "0%"],
  [0.004, "<1%"],
  [0.25, "25%"],
  [0.996, ">99%"],
  [1, "100%"],
])("a share of %d is %s", (share, text) => {
  expect(percent(share)).toBe(text);
});

test.each([
  [null, "–"],
  [0, "$0"],
  [1e-9, "<$0.000001"],
  [0.0000123, "$0.000012"],
  [0.0042, "$0.0042"],
  [0.01268, "$0.013"],
  [0.5, "$0.50"],
  [1, "$1.00"],
  [12.345, "$12.35"],
  [1234.5, "$1235"],
])("%d dollars are %s", (value, text) => {
  expect(usd(value)).toBe(text);
});

test.each([
  [null, "–"],
  [0, "0.00"],
  [0.001, "<0.01"],
  [0.5, "0.50"],
  [0.999, ">0.99"],
  [1, "1.00"],
])("a score of %d is %s", (value, text) => {
  expect(score(value)).toBe(text);
});

test("only 0 looks like nothing, and only 1 like everything", () => {
  fc.assert(
    fc.property(fc.double({ min: 0, max: 1, noNaN: true, minExcluded: true, maxExcluded: true }), (share) => {
      expect(["0%", "100%"]).not.toContain(percent(share));
      expect(["0.00", "1.00"]).not.toContain(score(share));
      expect(usd(share)).not.toMatch(/^\$0(\.0+)?$/);
    }),
  );
});

test("a pass rate stands with its interval, or is unknown", () => {
  expect(passRate({ passRate: 0.25, passRateInterval: { low: 0.071, high: 0.591, level: 0.95 } })).toBe(
    "25% (7% to 59%)",
  );
  expect(passRate({ passRate: null, passRateInterval: null })).toBe("–");
});

test.each([
  [null, null],
  [1, null],
  [1.04, null],
  [1.1, "costs 1.1x"],
  [0.5, "costs 0.5x"],
  [0.013, "costs 0.01x"],
  [31.4, "costs 31x"],
])("a cost ratio of %d is told as %j", (ratio, text) => {
  expect(costClause(ratio)).toBe(text);
});

test("nouns are counted", () => {
  expect([counted(0, "run"), counted(1, "run"), counted(2, "run")]).toEqual(["0 runs", "1 run", "2 runs"]);
});

import { chiSquare } from "@scylla/stats";
import { expect, test } from "vitest";
import { obeysItsLaws } from "../fixtures/distribution-laws.ts";

obeysItsLaws("chi-square with 1", chiSquare(1), [0, Number.POSITIVE_INFINITY]);
obeysItsLaws("chi-square with 300", chiSquare(300), [0, Number.POSITIVE_INFINITY]);

test("with two degrees of freedom it is exponential", () => {
  expect(chiSquare(2).sf(30) / Math.exp(-15)).toBeCloseTo(1, 13);
});

// mpmath 1.3.0 with 40 digits.
test("the median with a million degrees of freedom", () => {
  expect(chiSquare(1e6).quantile(0.5)).toBeCloseTo(999999.3333334123, 6);
});

test.each([0, -1, Number.NaN])("%d degrees of freedom are refused", (df) => {
  expect(() => chiSquare(df)).toThrow(RangeError);
});

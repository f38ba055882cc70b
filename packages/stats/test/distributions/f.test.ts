import { fDistribution, studentT } from "@scylla/stats";
import { expect, test } from "vitest";
import { obeysItsLaws } from "../fixtures/distribution-laws.ts";

obeysItsLaws("F(3, 12)", fDistribution(3, 12), [0, Number.POSITIVE_INFINITY]);
obeysItsLaws("F(1, 2)", fDistribution(1, 2), [0, Number.POSITIVE_INFINITY]);

test("with one numerator degree of freedom it is t squared", () => {
  expect(fDistribution(1, 7).sf(9)).toBeCloseTo(2 * studentT(7).sf(3), 15);
});

test("degrees of freedom that are not positive are refused", () => {
  expect(() => fDistribution(0, 1)).toThrow(RangeError);
  expect(() => fDistribution(1, -1)).toThrow(RangeError);
});

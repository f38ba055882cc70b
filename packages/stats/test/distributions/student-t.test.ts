import { normal, studentT } from "@scylla/stats";
import { expect, test } from "vitest";
import { twoSidedT } from "../../src/distributions/student-t.ts";
import { obeysItsLaws } from "../fixtures/distribution-laws.ts";

const ends = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY] as const;
obeysItsLaws("t with 1", studentT(1), ends);
obeysItsLaws("t with 2.5", studentT(2.5), ends);
obeysItsLaws("t with 200", studentT(200), ends);

// SciPy 1.17.1.
test("far tails", () => {
  expect(studentT(3).cdf(-40)).toBeCloseTo(1.7190340394579253e-5, 17);
  expect(studentT(2.5).quantile(1e-10) / -8765.437771364572).toBeCloseTo(1, 12);
});

test("with one degree of freedom it is Cauchy's, with many it is normal", () => {
  expect(studentT(1).cdf(2)).toBeCloseTo(0.5 + Math.atan(2) / Math.PI, 14);
  expect(studentT(1e9).cdf(-2)).toBeCloseTo(normal.cdf(-2), 9);
});

test("the two-sided p-value is 0 for an infinite statistic and 1 for none", () => {
  expect([twoSidedT(Number.POSITIVE_INFINITY, 4), twoSidedT(1e300, 4), twoSidedT(0, 4)]).toEqual([0, 0, 1]);
});

test.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY])("%d degrees of freedom are refused", (df) => {
  expect(() => studentT(df)).toThrow(RangeError);
});

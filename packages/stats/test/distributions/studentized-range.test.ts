import { studentizedRange, studentT } from "@scylla/stats";
import { expect, test } from "vitest";

// SciPy 1.17.1.
test("agrees with SciPy from one degree of freedom to many", () => {
  expect(studentizedRange(3, 1e4).cdf(3.5)).toBeCloseTo(0.9644039990144085, 10);
  expect(studentizedRange(2, 1).cdf(2)).toBeCloseTo(0.6081734479693928, 10);
  expect(studentizedRange(10, 20).sf(5)).toBeCloseTo(0.05056792341687588, 10);
});

test("of two groups it is |t| times the root of two", () => {
  expect(studentizedRange(2, 9).sf(3)).toBeCloseTo(2 * studentT(9).sf(3 / Math.SQRT2), 12);
});

test("nothing lies below 0; fewer than two groups are refused", () => {
  expect(studentizedRange(3, 5).cdf(-1)).toBe(0);
  expect(() => studentizedRange(1, 5)).toThrow(RangeError);
  expect(() => studentizedRange(3, 5).cdf(Number.NaN)).toThrow(RangeError);
});

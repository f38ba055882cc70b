import { coefficientOfVariation, excessKurtosis, mean, skewness, standardDeviation, variance } from "@scylla/stats";
import fc from "fast-check";
import { expect, test } from "vitest";
import { present, scores, shuffledOf } from "../fixtures/arbitraries.ts";

const values = [1, 2, 2, 5, 9.5];

// SciPy 1.17.1: skew, kurtosis; NumPy 2.4.6: std(ddof=1).
test("agrees with SciPy", () => {
  expect(mean(values)).toBeCloseTo(3.9, 14);
  expect(standardDeviation(values)).toBeCloseTo(3.471310991541956, 14);
  expect(skewness(values)).toBeCloseTo(0.9277459129615285, 14);
  expect(excessKurtosis(values)).toBeCloseTo(-0.6719882577779313, 14);
  expect(coefficientOfVariation(values)).toBeCloseTo(3.471310991541956 / 3.9, 14);
});

test("what too few values leave open is null, never NaN", () => {
  const all = [mean, variance, standardDeviation, coefficientOfVariation, skewness, excessKurtosis];
  expect(all.map((of) => of([]))).toEqual([null, null, null, null, null, null]);
  expect(all.map((of) => of([3]))).toEqual([3, null, null, null, null, null]);
  expect(all.map((of) => of([3, 3]))).toEqual([3, 0, 0, 0, null, null]);
  expect(all.map((of) => of([-1, 1]))).toEqual([0, 2, Math.SQRT2, null, 0, -2]);
});

test("equal values have no variance, though their mean is rounded", () => {
  expect(variance(new Array<number>(10).fill(0.1))).toBe(0);
});

test.each([Number.NaN, Number.POSITIVE_INFINITY])("%d is refused", (bad) => {
  for (const of of [mean, variance, coefficientOfVariation, skewness]) expect(() => of([1, bad])).toThrow(RangeError);
});

test("order does not matter, and shifting and stretching act as they should", () => {
  fc.assert(
    fc.property(
      scores(2).chain((x) => fc.tuple(fc.constant(x), shuffledOf(x))),
      fc.integer({ min: -5, max: 5 }),
      ([x, other], shift) => {
        expect(mean(other)).toBeCloseTo(present(mean(x)), 12);
        expect(variance(x.map((v) => 3 * v + shift))).toBeCloseTo(9 * present(variance(x)), 10);
      },
    ),
  );
});

import { expect, test } from "vitest";
import { incompleteGamma } from "../../src/distributions/incomplete-gamma.ts";

// mpmath 1.3.0 with 40 digits: gammainc(a, x, inf, regularized=True).
test.each([
  [0.5, 40, 3.744097384202899e-19],
  [1e5, 1e5, 0.4995794778896348],
  [3, 700, 2.4225323864783197e-299],
])("the upper tail of shape %d at %d is right to twelve digits", (a, x, upper) => {
  expect(Math.abs(incompleteGamma(a, x).upper / upper - 1)).toBeLessThan(1e-12);
});

test("shape 1 is the exponential distribution, on both tails", () => {
  for (const x of [1e-12, 0.1, 1, 1.999, 2.001, 30, 700]) {
    expect(Math.abs(incompleteGamma(1, x).upper / Math.exp(-x) - 1)).toBeLessThan(1e-13);
    expect(Math.abs(incompleteGamma(1, x).lower / -Math.expm1(-x) - 1)).toBeLessThan(1e-13);
  }
});

test("nothing lies below 0, all below infinity", () => {
  expect(incompleteGamma(2, 0)).toEqual({ lower: 0, upper: 1 });
  expect(incompleteGamma(2, Number.POSITIVE_INFINITY)).toEqual({ lower: 1, upper: 0 });
});

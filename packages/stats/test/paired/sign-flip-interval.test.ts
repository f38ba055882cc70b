import { randomSource, signFlip, signFlipInterval } from "@scylla/stats";
import fc from "fast-check";
import { expect, test } from "vitest";
import { present, scores } from "../fixtures/arbitraries.ts";

test("it holds just the means that the sign-flip test does not reject", () => {
  const distinct = fc.uniqueArray(fc.integer({ min: -999, max: 999 }), { minLength: 6, maxLength: 9 });
  fc.assert(
    fc.property(distinct, (d) => {
      const { low, high } = present(signFlipInterval(d));
      const p = (mean: number) => present(signFlip(d.map((v) => v - mean))).p;
      const step = 1e-6;
      expect(p(low + step)).toBeGreaterThan(0.05);
      expect(p(low - step)).toBeLessThanOrEqual(0.05);
      expect(p(high - step)).toBeGreaterThan(0.05);
      expect(p(high + step)).toBeLessThanOrEqual(0.05);
    }),
    { numRuns: 40 },
  );
});

test("fewer than six differences bound nothing at 95 %, fewer than five at 90 %; more than twenty are too many", () => {
  expect([5, 6].map((n) => signFlipInterval(new Array<number>(n).fill(1)) !== null)).toEqual([false, true]);
  expect([4, 5].map((n) => signFlipInterval(new Array<number>(n).fill(1), 0.9) !== null)).toEqual([false, true]);
  expect([signFlipInterval([]), signFlipInterval(new Array<number>(21).fill(1))]).toEqual([null, null]);
});

test("NaN and impossible levels are refused", () => {
  expect(() => signFlipInterval([Number.NaN])).toThrow(RangeError);
  expect(() => signFlipInterval([1], 0)).toThrow(RangeError);
});

test("shifted and turned, so is the interval", () => {
  fc.assert(
    fc.property(scores(6, 9), (d) => {
      const [one, turned] = [present(signFlipInterval(d)), present(signFlipInterval(d.map((v) => 3 - v)))];
      expect(turned.low).toBeCloseTo(3 - one.high, 10);
      expect(turned.high).toBeCloseTo(3 - one.low, 10);
    }),
  );
});

test("it covers a symmetric mean at least as often as it says", () => {
  const random = randomSource(31);
  let covered = 0;
  for (let i = 0; i < 1500; i++) {
    const { low, high } = present(signFlipInterval(Array.from({ length: 7 }, () => random.normal() ** 3)));
    if (low <= 0 && 0 <= high) covered++;
  }
  expect(covered / 1500).toBeGreaterThan(0.95 - 0.015);
});

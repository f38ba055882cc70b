import { median, quantile } from "@scylla/stats";
import fc from "fast-check";
import { expect, test } from "vitest";
import { firstAt, sortedQuantile } from "../../src/describe/quantile.ts";
import { present, scores } from "../fixtures/arbitraries.ts";

test("the median is the middle or half-way between the two middle ones", () => {
  expect([median([3, 1, 2]), median([4, 1, 2, 3]), median([5]), median([])]).toEqual([2, 2.5, 5, null]);
});

test("quantiles never turn back and stay within the values", () => {
  const share = fc.double({ min: 0, max: 1, noNaN: true });
  fc.assert(
    fc.property(scores(1), share, share, (x, p, q) => {
      const [low, high] = [present(quantile(x, Math.min(p, q))), present(quantile(x, Math.max(p, q)))];
      expect(low).toBeLessThanOrEqual(high + 1e-12);
      expect(low).toBeGreaterThanOrEqual(Math.min(...x));
      expect(high).toBeLessThanOrEqual(Math.max(...x));
    }),
  );
});

test("infinite values at the end do not make the others NaN", () => {
  const infinite = Number.POSITIVE_INFINITY;
  const sorted = [1, 2, infinite, infinite, infinite];
  expect([0, 0.25, 0.3, 0.6, 1].map((q) => sortedQuantile(sorted, q))).toEqual([1, 2, infinite, infinite, infinite]);
});

test("what is no quantile or no number is refused", () => {
  for (const q of [-0.1, 1.1, Number.NaN]) expect(() => quantile([1, 2], q)).toThrow(RangeError);
  expect(() => quantile([Number.NaN], 0.5)).toThrow(RangeError);
});

test("the first that reaches a bar is found by halving, also when all or none do", () => {
  const sorted = [1, 2, 2, 2, 5];
  expect([0, 1, 2, 3, 5, 6].map((bar) => firstAt(sorted, (value) => value >= bar))).toEqual([0, 0, 1, 4, 4, 5]);
  expect(firstAt([], () => true)).toBe(0);
});

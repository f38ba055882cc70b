import { equivalence, randomSource } from "@scylla/stats";
import fc from "fast-check";
import { expect, test } from "vitest";
import { present, scores } from "../fixtures/arbitraries.ts";
import { atMostFivePercent } from "../fixtures/tasks.ts";

test("it is equivalent just when the interval of level 1 - 2 alpha lies within the margin", () => {
  fc.assert(
    fc.property(scores(2), fc.double({ min: 0.05, max: 3, noNaN: true }), (d, margin) => {
      const found = equivalence(d, margin);
      if (found === null) return;
      const { low, high, level } = found.interval;
      expect(level).toBeCloseTo(0.9, 12);
      expect(found.equivalent).toBe(-margin < low && high < margin);
      expect(found.p).toBe(Math.max(found.pAbove, found.pBelow));
    }),
  );
});

test("a wider margin is never harder to keep", () => {
  fc.assert(
    fc.property(scores(2), fc.double({ min: 0.05, max: 2, noNaN: true }), (d, margin) => {
      expect(equivalence(d, 2 * margin)?.p ?? 0).toBeLessThanOrEqual(equivalence(d, margin)?.p ?? 1);
    }),
  );
});

test("nothing is equivalent for want of data", () => {
  expect([equivalence([0, 0, 0], 0.1), equivalence([0], 0.1), equivalence([], 0.1)]).toEqual([null, null, null]);
  expect(present(equivalence([0.4, -0.4, 0.1], 0.05)).equivalent).toBe(false);
});

test("margins that are not positive, alphas out of range and NaN are refused", () => {
  expect(() => equivalence([1, 2], 0)).toThrow(RangeError);
  expect(() => equivalence([1, 2], 1, 0.5)).toThrow(RangeError);
  expect(() => equivalence([Number.NaN, 1], 1)).toThrow(RangeError);
});

test("an effect as large as the margin is called equivalent at most one time in twenty", () => {
  const random = randomSource(41);
  let alarms = 0;
  for (let i = 0; i < 2000; i++) {
    const d = Array.from({ length: 12 }, () => 0.5 + 0.4 * random.normal());
    if (present(equivalence(d, 0.5)).equivalent) alarms++;
  }
  expect(alarms).toBeLessThan(atMostFivePercent(2000));
});

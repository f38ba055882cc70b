import { newcombeDifference } from "@scylla/stats";
import fc from "fast-check";
import { expect, test } from "vitest";

// Newcombe 1998, table II, method 10, examples (a) to (h).
test.each([
  [56, 70, 48, 80, 0.0524, 0.3339],
  [9, 10, 3, 10, 0.1705, 0.809],
  [6, 7, 2, 7, 0.0582, 0.8062],
  [5, 56, 0, 29, -0.0381, 0.1926],
  [0, 10, 0, 20, -0.1611, 0.2775],
  [0, 10, 0, 10, -0.2775, 0.2775],
  [10, 10, 0, 20, 0.6791, 1],
  [10, 10, 0, 10, 0.6075, 1],
])("%i/%i - %i/%i agrees with the paper", (a, m, b, n, low, high) => {
  const interval = newcombeDifference({ successes: a, trials: m }, { successes: b, trials: n });
  expect(interval?.estimate).toBe(a / m - b / n);
  expect(Math.abs((interval?.low ?? Number.NaN) - low)).toBeLessThan(0.00006);
  expect(Math.abs((interval?.high ?? Number.NaN) - high)).toBeLessThan(0.00006);
});

test("nothing is known of a difference when a side has no trials", () => {
  const some = { successes: 1, trials: 2 };
  const none = { successes: 0, trials: 0 };
  expect(newcombeDifference(some, none)).toBeNull();
  expect(newcombeDifference(none, some)).toBeNull();
});

const side = fc
  .integer({ min: 1, max: 1000 })
  .chain((trials) => fc.record({ successes: fc.integer({ min: 0, max: trials }), trials: fc.constant(trials) }));

test("the interval holds the estimate, lies in [-1, 1], and turns its sign when the sides are swapped", () => {
  fc.assert(
    fc.property(side, side, (a, b) => {
      const one = newcombeDifference(a, b);
      const swapped = newcombeDifference(b, a);
      if (!one || !swapped) throw new Error("no interval");
      expect(one.low).toBeGreaterThanOrEqual(-1);
      expect(one.high).toBeLessThanOrEqual(1);
      expect(one.low).toBeLessThanOrEqual(one.estimate);
      expect(one.high).toBeGreaterThanOrEqual(one.estimate);
      expect(swapped.low).toBeCloseTo(-one.high, 12);
      expect(swapped.high).toBeCloseTo(-one.low, 12);
    }),
  );
});

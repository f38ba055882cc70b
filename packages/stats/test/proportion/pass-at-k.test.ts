import { averageOverTasks, passAtK, passHatK, studentT } from "@scylla/stats";
import fc from "fast-check";
import { expect, test } from "vitest";
import { present } from "../fixtures/arbitraries.ts";

test("both are what drawing k of the runs without replacement gives", () => {
  const outcomes = [1, 1, 0, 0, 0, 1];
  let [any, all, draws] = [0, 0, 0];
  outcomes.forEach((x, i) => {
    outcomes.forEach((y, j) => {
      if (i < j) {
        draws++;
        any += x | y;
        all += x & y;
      }
    });
  });
  expect(passAtK(3, 6, 2)).toBeCloseTo(any / draws, 14);
  expect(passHatK(3, 6, 2)).toBeCloseTo(all / draws, 14);
});

test("both are unbiased for the chance of one in k, or all of k, at every rate", () => {
  const rate = 0.3;
  const n = 7;
  let [anyOf, allOf, chance] = [0, 0, (1 - rate) ** n];
  for (let c = 0; c <= n; c++) {
    anyOf += chance * present(passAtK(c, n, 3));
    allOf += chance * present(passHatK(c, n, 3));
    chance *= ((n - c) / (c + 1)) * (rate / (1 - rate));
  }
  expect(anyOf).toBeCloseTo(1 - (1 - rate) ** 3, 12);
  expect(allOf).toBeCloseTo(rate ** 3, 12);
});

test("more tries make one pass likelier and all passes less likely", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 12 }), fc.integer({ min: 1, max: 11 }), (c, k) => {
      expect(present(passAtK(c, 12, k + 1))).toBeGreaterThanOrEqual(present(passAtK(c, 12, k)) - 1e-15);
      expect(present(passHatK(c, 12, k + 1))).toBeLessThanOrEqual(present(passHatK(c, 12, k)) + 1e-15);
      expect(passAtK(c, 12, 1)).toBeCloseTo(c / 12, 14);
    }),
  );
});

test("with fewer than k runs there is no estimate", () => {
  expect(passAtK(2, 2, 3)).toBeNull();
  expect(passHatK(0, 0, 1)).toBeNull();
});

test("impossible counts and k = 0 are refused", () => {
  expect(() => passAtK(3, 2, 1)).toThrow(RangeError);
  expect(() => passHatK(1, 2, 0)).toThrow(RangeError);
  expect(() => averageOverTasks(passAtK, [{ successes: 1, trials: 2 }], 1, 1)).toThrow(RangeError);
});

test("over tasks it is the plain mean with a t interval, and says how many tasks had too few runs", () => {
  const tasks = [
    { successes: 1, trials: 4 },
    { successes: 4, trials: 4 },
    { successes: 0, trials: 1 },
  ];
  const { estimate, tasks: used, left, interval } = present(averageOverTasks(passAtK, tasks, 2));
  expect([estimate, used, left]).toEqual([0.75, 2, 1]);
  const half = (studentT(1).quantile(0.975) * Math.sqrt(2 * 0.25 ** 2)) / Math.SQRT2;
  expect(present(interval).high).toBeCloseTo(0.75 + half, 12);
});

test("over tasks nothing is made up: no interval without variation, nothing at all without tasks", () => {
  expect(averageOverTasks(passHatK, [{ successes: 3, trials: 3 }], 2)).toEqual({
    estimate: 1,
    tasks: 1,
    left: 0,
    interval: null,
  });
  expect(averageOverTasks(passHatK, [{ successes: 1, trials: 1 }], 2)).toBeNull();
});

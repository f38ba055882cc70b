import { wilsonInterval } from "@scylla/stats";
import fc from "fast-check";
import { expect, test } from "vitest";

// SciPy 1.17.1: binomtest(k, n).proportion_ci(0.95, "wilson").
test.each([
  [0, 6, 0.0, 0.3903342879021653],
  [1, 6, 0.03005336974830669, 0.5635028221864702],
  [3, 6, 0.18761630648265054, 0.8123836935173494],
  [6, 6, 0.6096657120978346, 1.0],
  [0, 20, 0.0, 0.16112515805281935],
  [2, 20, 0.027866481213768224, 0.30103364522848725],
  [19, 20, 0.763868806553258, 0.9911185511992047],
  [20, 20, 0.8388748419471808, 1.0],
  [6, 60, 0.04664283447388416, 0.20149464723978772],
  [56, 60, 0.8407464268680283, 0.9737713012754938],
])("%i of %i agrees with SciPy", (k, n, low, high) => {
  const interval = wilsonInterval(k, n);
  expect(Math.abs((interval?.low ?? Number.NaN) - low)).toBeLessThan(1e-12);
  expect(Math.abs((interval?.high ?? Number.NaN) - high)).toBeLessThan(1e-12);
});

// Python 3.11: statistics.NormalDist().inv_cdf((1 - level) / 2) without its sign; the upper end for 0 of 1 is z2 / (1 + z2).
test.each([
  [0.1, 0.125661346855074],
  [0.5, 0.674489750196082],
  [0.8, 1.2815515655446],
  [0.99, 2.5758293035489],
  [0.999999, 4.891638475692932],
  [0.9999999999999, 7.440861085427212],
])("the normal quantile for level %d is right", (level, z) => {
  const high = wilsonInterval(0, 1, level)?.high ?? Number.NaN;
  expect(Math.sqrt(high / (1 - high))).toBeCloseTo(z, 11);
});

test("nothing is known without trials", () => {
  expect(wilsonInterval(0, 0)).toBeNull();
});

test.each([
  [-1, 5, 0.95],
  [6, 5, 0.95],
  [0.5, 5, 0.95],
  [Number.NaN, 5, 0.95],
  [1, Number.POSITIVE_INFINITY, 0.95],
  [1, 5, 0],
  [1, 5, 1],
  [1, 5, Number.NaN],
])("%d of %d at level %d is refused", (k, n, level) => {
  expect(() => wilsonInterval(k, n, level)).toThrow(RangeError);
});

const trials = fc.integer({ min: 1, max: 100_000 });
const counts = trials.chain((n) => fc.record({ k: fc.integer({ min: 0, max: n }), n: fc.constant(n) }));

test("the interval holds the share, lies in [0, 1], and is that of the failures mirrored", () => {
  fc.assert(
    fc.property(counts, ({ k, n }) => {
      const one = wilsonInterval(k, n);
      const mirrored = wilsonInterval(n - k, n);
      if (!one || !mirrored) throw new Error("no interval");
      expect(one.low).toBeGreaterThanOrEqual(0);
      expect(one.high).toBeLessThanOrEqual(1);
      expect(one.low).toBeLessThanOrEqual(k / n);
      expect(one.high).toBeGreaterThanOrEqual(k / n);
      expect(mirrored.low).toBeCloseTo(1 - one.high, 12);
      expect(one.low === 0).toBe(k === 0);
      expect(one.high === 1).toBe(k === n);
    }),
  );
});

test("more successes never lower an end; a higher level never narrows the interval", () => {
  fc.assert(
    fc.property(counts, fc.double({ min: 0.01, max: 0.98, noNaN: true }), ({ k, n }, level) => {
      const one = wilsonInterval(k, n, level);
      const wider = wilsonInterval(k, n, level + 0.01);
      const more = wilsonInterval(Math.min(n, k + 1), n, level);
      if (!one || !wider || !more) throw new Error("no interval");
      expect(more.low).toBeGreaterThanOrEqual(one.low);
      expect(more.high).toBeGreaterThanOrEqual(one.high);
      expect(wider.low).toBeLessThanOrEqual(one.low);
      expect(wider.high).toBeGreaterThanOrEqual(one.high);
    }),
  );
});

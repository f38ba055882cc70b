import { beta, clopperPearsonInterval, jeffreysInterval, wilsonCorrectedInterval, wilsonInterval } from "@scylla/stats";
import fc from "fast-check";
import { expect, test } from "vitest";
import { present } from "../fixtures/arbitraries.ts";

const counts = fc
  .integer({ min: 1, max: 400 })
  .chain((n) => fc.record({ k: fc.integer({ min: 0, max: n }), n: fc.constant(n) }));

test("each interval holds the share, and that of the failures is its mirror image", () => {
  fc.assert(
    fc.property(counts, ({ k, n }) => {
      for (const of of [clopperPearsonInterval, jeffreysInterval, wilsonCorrectedInterval]) {
        const [one, mirrored] = [present(of(k, n)), present(of(n - k, n))];
        expect(one.low).toBeLessThanOrEqual(k / n);
        expect(one.high).toBeGreaterThanOrEqual(k / n);
        expect(mirrored.low).toBeCloseTo(1 - one.high, 11);
        expect([one.low === 0, one.high === 1]).toEqual([k === 0, k === n]);
      }
    }),
    { numRuns: 60 },
  );
});

test("Clopper-Pearson's ends are the rates at which the data are in the tail", () => {
  const { low, high } = present(clopperPearsonInterval(3, 20, 0.9));
  expect(beta(3, 18).cdf(low)).toBeCloseTo(0.05, 13);
  expect(beta(4, 17).sf(high)).toBeCloseTo(0.05, 13);
});

test("Clopper-Pearson covers at least as often as it says, at every rate", () => {
  const n = 25;
  const intervals = Array.from({ length: n + 1 }, (_, k) => present(clopperPearsonInterval(k, n)));
  const cover = (rate: number, of: typeof intervals) => {
    let [chance, covered] = [(1 - rate) ** n, 0];
    of.forEach(({ low, high }, k) => {
      if (low <= rate && rate <= high) covered += chance;
      chance *= ((n - k) / (k + 1)) * (rate / (1 - rate));
    });
    return covered;
  };
  const wilson = Array.from({ length: n + 1 }, (_, k) => present(wilsonInterval(k, n)));
  for (let rate = 0.02; rate < 0.99; rate += 0.01) {
    expect(cover(rate, intervals)).toBeGreaterThanOrEqual(0.95);
    expect(cover(rate, wilson)).toBeGreaterThan(0.83);
  }
});

test("nothing is known without trials, and impossible counts are refused", () => {
  for (const of of [clopperPearsonInterval, jeffreysInterval, wilsonCorrectedInterval]) {
    expect(of(0, 0)).toBeNull();
    expect(() => of(3, 2)).toThrow(RangeError);
    expect(() => of(1, 2, 1)).toThrow(RangeError);
  }
});

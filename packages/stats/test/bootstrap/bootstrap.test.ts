import { bootstrap, bootstrapTwoSamples, randomSource } from "@scylla/stats";
import fc from "fast-check";
import { expect, test } from "vitest";
import { present, scores } from "../fixtures/arbitraries.ts";

// SciPy 1.17.1: bootstrap((x,), median, random_state=3, n_resamples=500, method="BCa").
test("any statistic agrees with SciPy", () => {
  const median = (values: Float64Array) => values.toSorted()[2] ?? 0;
  const ours = bootstrap([1, 2, 3, 7, 4.5], median, { seed: 3, resamples: 500 });
  expect(ours).toEqual({
    estimate: 3,
    low: 1,
    high: 7,
    level: 0.95,
    standardError: expect.closeTo(1.3274121613471017, 12),
  });
  expect(bootstrap([1, 2, 3, 7, 4.5], "median", { seed: 3, resamples: 500 })).toEqual(ours);
});

// SciPy 1.17.1: bootstrap((x, y), difference of means, random_state=7, n_resamples=999, method="percentile", confidence_level=0.9).
test("two samples agree with SciPy", () => {
  const options = { seed: 7, resamples: 999, method: "percentile", level: 0.9 } as const;
  const ours = present(bootstrapTwoSamples([1, 2, 3, 7], [2, 2, 5], "meanDifference", options));
  expect([ours.low, ours.high]).toEqual([-2, 2.5]);
  expect(ours.standardError).toBeCloseTo(1.345891814552673, 12);
});

test("values that show no variation give a point, whatever the method", () => {
  for (const method of ["bca", "percentile"] as const) {
    expect(bootstrap([0.7, 0.7], "mean", { method, resamples: 50 })).toMatchObject({
      low: 0.7,
      high: 0.7,
      standardError: 0,
    });
    expect(bootstrap([3], "mean", { method, resamples: 50 })).toMatchObject({ low: 3, high: 3 });
  }
  expect(bootstrapTwoSamples([1, 1], [0, 0], "cliffsDelta", { resamples: 50 })).toMatchObject({ low: 1, high: 1 });
});

test("no values: nothing; NaN, a statistic that is NaN, and options out of range: refused", () => {
  expect(bootstrap([])).toBeNull();
  expect(bootstrapTwoSamples([1], [])).toBeNull();
  expect(() => bootstrap([Number.NaN])).toThrow(RangeError);
  expect(() => bootstrap([1, 2], () => Number.NaN)).toThrow("the statistic of the data");
  expect(() => bootstrap([1, 2], "mean", { resamples: 0 })).toThrow(RangeError);
  expect(() => bootstrap([1, 2], "mean", { level: 1 })).toThrow(RangeError);
  expect(() => bootstrap([1, 2], "mean", { seed: -1 })).toThrow(RangeError);
});

test("a wider level holds a narrower one, and shifting the values shifts the interval", () => {
  fc.assert(
    fc.property(scores(2, 15), (x) => {
      const at = (values: readonly number[], level: number) =>
        present(bootstrap(values, "mean", { level, resamples: 300, method: "percentile" }));
      const [narrow, wide, shifted] = [
        at(x, 0.8),
        at(x, 0.95),
        at(
          x.map((v) => v + 10),
          0.8,
        ),
      ];
      expect(wide.low).toBeLessThanOrEqual(narrow.low);
      expect(wide.high).toBeGreaterThanOrEqual(narrow.high);
      expect(shifted.low).toBeCloseTo(narrow.low + 10, 9);
      expect(narrow.standardError).toBe(wide.standardError);
    }),
    { numRuns: 30 },
  );
});

test("its intervals cover a mean about as often as they say", () => {
  const random = randomSource(23);
  let covered = 0;
  for (let i = 0; i < 400; i++) {
    const x = Array.from({ length: 40 }, () => -Math.log(1 - random.uniform()));
    const { low, high } = present(bootstrap(x, "mean", { resamples: 400, seed: i }));
    if (low <= 1 && 1 <= high) covered++;
  }
  expect(covered / 400).toBeGreaterThan(0.89);
});

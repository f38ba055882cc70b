import { costOfPass, type PricedRun, randomSource } from "@scylla/stats";
import fc from "fast-check";
import { expect, test } from "vitest";
import { present } from "../fixtures/arbitraries.ts";

const runs = (cost: number, ...passed: readonly (0 | 1)[]): PricedRun[] =>
  passed.map((p) => ({ cost, passed: p === 1 }));
const resamples = 500;

test("it is mean cost over pass rate, tasks weighted alike", () => {
  const tasks = [runs(2, 1, 1, 1, 1), runs(4, 0, 1), []];
  const found = present(costOfPass(tasks, { resamples }));
  expect(found.estimate).toBeCloseTo(3 / 0.75, 12);
  expect(found.tasks).toBe(2);
});

test("no pass: a lower bound only, higher the more tasks failed", () => {
  const bound = (count: number) => {
    const found = present(
      costOfPass(
        Array.from({ length: count }, () => runs(1, 0, 0, 0)),
        { resamples },
      ),
    );
    expect([found.estimate, found.high]).toEqual([null, null]);
    return present(found.low);
  };
  expect(bound(3)).toBeCloseTo(1 / (1 - 0.025 ** (1 / 3)), 12);
  expect(bound(30)).toBeGreaterThan(bound(3));
});

test("no pass in one task: its runs are all there is to count", () => {
  expect(present(costOfPass([runs(1, 0, 0, 0, 0)], { resamples })).low).toBeCloseTo(1 / (1 - 0.025 ** (1 / 4)), 12);
  expect(costOfPass([runs(1, 0)], { resamples })).toMatchObject({ estimate: null, low: null, high: null });
});

test("so few passes that some resamples have none: no upper end", () => {
  const found = present(costOfPass([runs(1, 0, 0, 1), runs(1, 0, 0, 0), runs(1, 0, 0, 0)], { resamples }));
  expect(found.estimate).toBeCloseTo(9, 12);
  expect(found.high).toBeNull();
  expect(present(found.low)).toBeGreaterThan(0);
  expect(present(found.low)).toBeLessThanOrEqual(9);
});

test("free runs cost nothing; no runs say nothing; costs below zero and NaN are refused", () => {
  expect(costOfPass([runs(0, 1, 1)], { resamples })).toMatchObject({ estimate: 0, low: 0, high: 0 });
  expect([costOfPass([]), costOfPass([[]])]).toEqual([null, null]);
  expect(() => costOfPass([runs(-1, 1)])).toThrow(RangeError);
  expect(() => costOfPass([runs(Number.NaN, 1)])).toThrow(RangeError);
});

test("nothing is ever infinite or NaN, and another currency changes nothing but the unit", () => {
  const run = fc.record({ cost: fc.integer({ min: 0, max: 9 }), passed: fc.boolean() });
  fc.assert(
    fc.property(fc.array(fc.array(run, { maxLength: 4 }), { maxLength: 5 }), (tasks) => {
      const found = costOfPass(tasks, { resamples: 60 });
      const dearer = costOfPass(
        tasks.map((own) => own.map(({ cost, passed }) => ({ cost: 4 * cost, passed }))),
        { resamples: 60 },
      );
      for (const key of ["estimate", "low", "high"] as const) {
        const figure = found?.[key] ?? null;
        if (figure === null) expect(dearer?.[key] ?? null).toBeNull();
        else {
          expect(Number.isFinite(figure)).toBe(true);
          expect(dearer?.[key]).toBeCloseTo(4 * figure, 9);
        }
      }
    }),
  );
});

test("its interval covers the true cost of pass about as often as it says", () => {
  const random = randomSource(29);
  let covered = 0;
  for (let i = 0; i < 200; i++) {
    const tasks = Array.from({ length: 25 }, () => {
      const rate = 0.2 + 0.6 * random.uniform();
      return Array.from({ length: 3 }, () => ({ cost: 1 + random.uniform(), passed: random.uniform() < rate }));
    });
    const { low, high } = present(costOfPass(tasks, { resamples: 300, seed: i }));
    if ((low ?? 0) <= 3 && 3 <= (high ?? Number.POSITIVE_INFINITY)) covered++;
  }
  expect(covered / 200).toBeGreaterThan(0.9);
});

import { normal, randomSource, shapiroWilk } from "@scylla/stats";
import fc from "fast-check";
import { expect, test } from "vitest";
import { present, scores } from "../fixtures/arbitraries.ts";

test("fewer than three values, or equal ones, have no shape to test", () => {
  expect([shapiroWilk([]), shapiroWilk([1, 2]), shapiroWilk([4, 4, 4, 4])]).toEqual([null, null, null]);
});

test("more than 5000 values and NaN are refused", () => {
  expect(() => shapiroWilk(new Array<number>(5001).fill(0))).toThrow(RangeError);
  expect(() => shapiroWilk([1, 2, Number.NaN])).toThrow(RangeError);
});

test("normal scores fit, an outlier does not, from 3 to 5000 values", () => {
  for (const n of [3, 4, 5, 6, 11, 12, 200, 5000]) {
    const fitting = Array.from({ length: n }, (_, i) => normal.quantile((i + 0.5) / n));
    expect(present(shapiroWilk(fitting)).p).toBeGreaterThan(0.8);
    if (n > 3) expect(present(shapiroWilk([...fitting.slice(1), 1e3])).p).toBeLessThan(0.01);
  }
});

test("values spaced just as they should be fit fully, whatever their rounding", () => {
  for (const scale of [1, 0.1, 0.3, 7e-9, 1e9]) {
    expect(shapiroWilk([-1, 0, 1].map((v) => v * scale))).toEqual({ w: 1, p: expect.closeTo(1, 6) });
  }
});

test("neither order, shift nor scale matters", () => {
  fc.assert(
    fc.property(scores(3), (x) => {
      const [one, other] = [shapiroWilk(x), shapiroWilk(x.map((v) => 7 - 3 * v))];
      if (one === null || other === null) {
        expect(other).toBe(one);
        return;
      }
      expect(other.w).toBeCloseTo(one.w, 9);
      expect(one.w).toBeLessThanOrEqual(1);
      expect(one.p).toBeGreaterThanOrEqual(0);
      expect(one.p).toBeLessThanOrEqual(1);
    }),
  );
});

test("of normal samples one in twenty is called abnormal", () => {
  const random = randomSource(3);
  let alarms = 0;
  for (let i = 0; i < 1000; i++) {
    if (present(shapiroWilk(Array.from({ length: 20 }, random.normal))).p <= 0.05) alarms++;
  }
  expect(Math.abs(alarms - 50)).toBeLessThan(22);
});

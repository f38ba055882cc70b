import { expect, test } from "vitest";
import { accelerationOf, bcaInterval } from "../../src/bootstrap/interval.ts";

const replicates = () => Float64Array.from({ length: 1000 }, (_, i) => i);

test("without bias and acceleration it is the percentile interval", () => {
  const { low, high } = bcaInterval(replicates(), 499.5, 0, 0.9);
  expect(low).toBeCloseTo(0.05 * 999, 9);
  expect(high).toBeCloseTo(0.95 * 999, 9);
});

test("an estimate beyond all replicates pushes the interval to that end, without NaN", () => {
  expect(bcaInterval(replicates(), 5000, 0.1, 0.95).high).toBeLessThanOrEqual(999);
  expect(bcaInterval(replicates(), 5000, 0.1, 0.95).low).toBeGreaterThan(900);
  expect(bcaInterval(replicates(), -1, 0.1, 0.95).high).toBeLessThan(100);
});

test("estimates that do not change when a value is left out have no acceleration", () => {
  expect([accelerationOf([[2, 2, 2]]), accelerationOf([])]).toEqual([0, 0]);
});

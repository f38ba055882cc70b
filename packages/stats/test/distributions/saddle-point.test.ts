import { expect, test } from "vitest";
import { deviance, stirlingError } from "../../src/distributions/saddle-point.ts";

test("Stirling's formula with its error gives factorials", () => {
  let log = 0;
  for (let n = 1; n <= 40; n++) {
    log += Math.log(n);
    expect(stirlingError(n) + (n + 0.5) * Math.log(n) - n + Math.log(2 * Math.PI) / 2).toBeCloseTo(log, 11);
  }
});

test("the deviance is 0 at the mean and keeps its digits beside it", () => {
  expect(deviance(7, 7)).toBe(0);
  // (x - m)² / 2m - (x - m)³ / 6m² + ..., with x = m (1 + 1e-6)
  expect(deviance(1e6 + 1, 1e6) / (1 / 2e6 - 1 / 6e12 + 1 / 12e18)).toBeCloseTo(1, 12);
  expect(deviance(2, 1)).toBeCloseTo(2 * Math.log(2) - 1, 15);
});

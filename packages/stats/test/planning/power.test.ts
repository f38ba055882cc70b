import { simulatePower } from "@scylla/stats";
import { expect, test } from "vitest";

test("it is the share of experiments in which the effect was found, with the error of the simulation", () => {
  const half = simulatePower(
    (random) => random.uniform(),
    (x) => x < 0.5,
    { simulations: 4000 },
  );
  expect(Math.abs(half.power - 0.5)).toBeLessThan(0.03);
  expect(half.interval.low).toBeLessThan(half.power);
  expect(half.interval.high).toBeGreaterThan(half.power);
  expect(half.simulations).toBe(4000);
});

test("equal seeds give equal power; no simulations are refused", () => {
  const run = (seed: number) =>
    simulatePower(
      (random) => random.normal(),
      (x) => x > 1,
      { simulations: 200, seed },
    ).power;
  expect(run(1)).toBe(run(1));
  expect(() =>
    simulatePower(
      () => 0,
      () => true,
      { simulations: 0 },
    ),
  ).toThrow(RangeError);
});

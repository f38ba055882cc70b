import { crossFittedWinner, randomSource } from "@scylla/stats";
import { expect, test } from "vitest";
import { present } from "../fixtures/arbitraries.ts";

test("a candidate that is best everywhere is chosen always, at its own value", () => {
  const { winner, naive, estimate, chosen } = present(
    crossFittedWinner([
      [0, 1, 0, 1],
      [2, 3, 2, 4],
      [1, 1, 1, 1],
    ]),
  );
  expect([winner, naive]).toEqual([1, 2.75]);
  expect(estimate).toBeCloseTo(2.75, 12);
  expect(chosen.map((share) => Math.round(share * 1e9) / 1e9)).toEqual([0, 1, 0]);
});

test("one candidate is its own winner, without an interval where tasks do not vary", () => {
  expect(present(crossFittedWinner([[1, 1, 1]]))).toMatchObject({ winner: 0, naive: 1, interval: null });
});

test("too few tasks or no candidates say nothing; unequal tasks, NaN and one fold are refused", () => {
  expect([crossFittedWinner([]), crossFittedWinner([[1], [2]])]).toEqual([null, null]);
  expect(() => crossFittedWinner([[1, 2], [1]])).toThrow(RangeError);
  expect(() => crossFittedWinner([[1, Number.NaN]])).toThrow(RangeError);
  expect(() => crossFittedWinner([[1, 2]], { folds: 1 })).toThrow(RangeError);
});

test("equal seeds give equal values", () => {
  const values = [
    [1, 0, 1, 0, 1],
    [0, 1, 1, 1, 0],
  ];
  expect(crossFittedWinner(values, { seed: 3 })).toEqual(crossFittedWinner(values, { seed: 3 }));
});

test("of ten candidates that are all alike the best looks better, and does not once cross-fitted", () => {
  const random = randomSource(9);
  let [naive, corrected, missed] = [0, 0, 0];
  for (let i = 0; i < 300; i++) {
    const values = Array.from({ length: 10 }, () => Array.from({ length: 12 }, random.normal));
    const found = present(crossFittedWinner(values, { repeats: 4, seed: i }));
    naive += found.naive;
    corrected += found.estimate;
    const { low, high } = present(found.interval);
    if (low > 0 || high < 0) missed++;
  }
  expect(naive / 300).toBeGreaterThan(0.35);
  expect(Math.abs(corrected / 300)).toBeLessThan(0.06);
  expect(missed / 300).toBeLessThan(0.1);
});

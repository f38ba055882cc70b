import { expect, test } from "vitest";
import { tailCounter } from "../../src/tests/tail-counter.ts";

test("p is twice the smaller tail, ties counted in both", () => {
  const tails = tailCounter(2, 1e-9);
  for (const statistic of [1, 2 + 1e-12, 3, 4, 5]) tails.count(statistic);
  expect(tails.p()).toBe(0.8);
  tails.count(0);
  expect(tails.p()).toBe(1);
});

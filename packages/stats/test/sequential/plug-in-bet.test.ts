import { expect, test } from "vitest";
import { plugInBet } from "../../src/sequential/plug-in-bet.ts";

test("stakes follow the formula: they depend on what came before only, and grow where little varies", () => {
  const bet = plugInBet(0.05);
  const factor = 2 * Math.log(40);
  expect(bet.stake()).toBeCloseTo(Math.sqrt(factor / (0.25 * Math.log(2))), 12);
  bet.learn(1);
  // Mean (½ + 1) / 2, mean square (¼ + (1 - ¾)²) / 2, second observation.
  expect(bet.stake()).toBeCloseTo(Math.sqrt(factor / (((0.25 + 0.0625) / 2) * 2 * Math.log(3))), 12);
});

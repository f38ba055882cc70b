import { expect, test } from "vitest";
import { median } from "../../src/measure/median.ts";

test("the middle value, or the mean of both middle ones", () => {
  expect(median([3, 1, 2])).toBe(2);
  expect(median([4, 1, 2, 3])).toBe(2.5);
  expect(median([])).toBeNaN();
});

import { expect, test } from "vitest";
import { exactShare } from "../../src/tests/exact-share.ts";

test("shares of numbers beyond a double's range are right", () => {
  expect(exactShare(1n, 4n)).toBe(0.25);
  expect(exactShare(3n * 10n ** 400n, 4n * 10n ** 400n)).toBeCloseTo(0.75, 15);
  expect(exactShare(0n, 2n ** 3000n)).toBe(0);
});

import { nanoFromUsd, usdFromNano } from "@scylla/contracts";
import { expect, test } from "vitest";

test("amounts survive the way to nano-USD and back, and their sums are exact", () => {
  for (const usd of [0, 0.000000001, 0.1, 12.345678912, 8_999_999]) expect(usdFromNano(nanoFromUsd(usd))).toBe(usd);
  expect(nanoFromUsd(0.1) + nanoFromUsd(0.2)).toBe(nanoFromUsd(0.3));
});

test.each([-1, Number.NaN, Number.POSITIVE_INFINITY, 1e16])("%s is no amount", (usd) => {
  expect(() => nanoFromUsd(usd)).toThrow(RangeError);
});

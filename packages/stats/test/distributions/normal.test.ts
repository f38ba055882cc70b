import { normal } from "@scylla/stats";
import { expect, test } from "vitest";
import { obeysItsLaws } from "../fixtures/distribution-laws.ts";

obeysItsLaws("normal", normal, [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY]);

// mpmath 1.3.0 with 40 digits: ncdf(x).
test.each([
  [-10, 7.61985302416047e-24],
  [1e-9, 0.5000000003989423],
])("P(X <= %d)", (x, p) => {
  expect(Math.abs(normal.cdf(x) / p - 1)).toBeLessThan(1e-13);
  expect(normal.sf(-x)).toBe(normal.cdf(x));
});

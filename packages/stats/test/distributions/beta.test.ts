import { beta } from "@scylla/stats";
import { expect, test } from "vitest";
import { obeysItsLaws } from "../fixtures/distribution-laws.ts";

obeysItsLaws("beta(2, 3)", beta(2, 3), [0, 1]);
obeysItsLaws("beta(0.5, 0.5)", beta(0.5, 0.5), [0, 1]);
obeysItsLaws("beta(400, 20)", beta(400, 20), [0, 1]);

test("beyond its support there is nothing", () => {
  expect([beta(2, 3).cdf(-1), beta(2, 3).cdf(2), beta(2, 3).sf(-1), beta(2, 3).sf(2)]).toEqual([0, 1, 1, 0]);
});

test.each([
  [0, 1],
  [1, Number.NaN],
])("shapes %d and %d are refused", (a, b) => {
  expect(() => beta(a, b)).toThrow(RangeError);
});

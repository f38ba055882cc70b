import { expect, test } from "vitest";
import { integral } from "../../src/distributions/gauss-legendre.ts";

test("polynomials up to degree 31 are integrated exactly by one panel", () => {
  expect(integral((x) => x ** 31 + x ** 30, 0, 1, 1)).toBeCloseTo(1 / 32 + 1 / 31, 14);
});

test("panels join without gap or overlap", () => {
  expect(integral(Math.sin, 0, Math.PI, 7)).toBeCloseTo(2, 14);
});

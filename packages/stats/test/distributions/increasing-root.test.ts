import fc from "fast-check";
import { expect, test } from "vitest";
import { increasingRoot } from "../../src/distributions/increasing-root.ts";

test("finds roots of steep, flat and infinite functions", () => {
  fc.assert(
    fc.property(fc.double({ min: -20, max: 50, noNaN: true }), (root) => {
      const shapes = [
        (x: number) => x,
        (x: number) => Math.expm1(x),
        (x: number) => x ** 3,
        (x: number) => Math.log(Math.max(0, 1 + x / 60)),
      ];
      for (const shape of shapes) {
        expect(increasingRoot((x) => shape(x) - shape(root), -60, 60)).toBeCloseTo(root, 4);
      }
      expect(increasingRoot((x) => x - root, -60, 60)).toBeCloseTo(root, 12);
    }),
  );
});

test("a root beyond an end gives that end", () => {
  expect(increasingRoot((x) => x + 5, 0, 1)).toBe(0);
  expect(increasingRoot((x) => x - 5, 0, 1)).toBe(1);
});

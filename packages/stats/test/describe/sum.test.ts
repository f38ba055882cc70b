import fc from "fast-check";
import { expect, test } from "vitest";
import { sum } from "../../src/describe/sum.ts";

test("whole numbers are added without loss, at every length around the blocks", () => {
  for (const n of [1, 7, 8, 9, 127, 128, 129, 136, 255, 257, 1080]) {
    expect(sum(Array.from({ length: n }, (_, i) => i))).toBe((n * (n - 1)) / 2);
  }
});

test("of nothing it is 0", () => {
  expect(sum([])).toBe(0);
});

test("typed arrays give the same", () => {
  fc.assert(
    fc.property(fc.array(fc.double({ noNaN: true, min: -1e9, max: 1e9 }), { maxLength: 300 }), (values) => {
      expect(sum(Float64Array.from(values))).toBe(sum(values));
    }),
  );
});

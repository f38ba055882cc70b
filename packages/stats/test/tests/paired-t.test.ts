import { pairedT } from "@scylla/stats";
import fc from "fast-check";
import { expect, test } from "vitest";
import { pairs } from "../fixtures/arbitraries.ts";

test("without variation there is nothing to judge by", () => {
  expect([pairedT([], []), pairedT([1], [2]), pairedT([1, 2], [0, 1]), pairedT([0.1, 0.1], [0.1, 0.1])]).toEqual([
    null,
    null,
    null,
    null,
  ]);
});

test("unequal lengths and NaN are refused", () => {
  expect(() => pairedT([1, 2], [1])).toThrow(RangeError);
  expect(() => pairedT([1, Number.NaN], [1, 2])).toThrow(RangeError);
});

test("sides swapped, t turns its sign and p stays", () => {
  fc.assert(
    fc.property(pairs(2), (list) => {
      const [x, y] = [list.map(([a]) => a), list.map(([, b]) => b)];
      const [one, other] = [pairedT(x, y), pairedT(y, x)];
      if (one === null || other === null) {
        expect(other).toBe(one);
        return;
      }
      expect(other.t).toBeCloseTo(-one.t, 10);
      expect(other.p).toBeCloseTo(one.p, 12);
    }),
  );
});

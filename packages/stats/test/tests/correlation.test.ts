import { pearson, spearman } from "@scylla/stats";
import fc from "fast-check";
import { expect, test } from "vitest";
import { pairs, present } from "../fixtures/arbitraries.ts";

const both = (list: readonly (readonly [number, number])[]) => [list.map(([x]) => x), list.map(([, y]) => y)] as const;

test("a straight line correlates fully, whatever its rounding", () => {
  const x = [0.1, 0.2, 0.7, 1.1, 3.3];
  expect(
    present(
      pearson(
        x,
        x.map((v) => 0.3 * v + 0.7),
      ),
    ),
  ).toEqual({ r: 1, p: expect.closeTo(0, 15) });
  expect(
    present(
      spearman(
        x,
        x.map((v) => -Math.exp(v)),
      ),
    ),
  ).toEqual({ r: -1, p: 0 });
});

test("any two points lie on a line: p is 1", () => {
  expect(pearson([1, 2], [5, 3])).toEqual({ r: -1, p: 1 });
});

test("a constant side, or fewer than two pairs, correlate with nothing", () => {
  expect([pearson([1, 1, 1], [1, 2, 3]), spearman([1, 2], [3, 3]), pearson([1], [1]), pearson([], [])]).toEqual([
    null,
    null,
    null,
    null,
  ]);
});

test("unequal lengths and NaN are refused", () => {
  expect(() => pearson([1, 2], [1])).toThrow(RangeError);
  expect(() => spearman([1, Number.NaN], [1, 2])).toThrow(RangeError);
});

test("sides may be swapped, and scales stretched: Spearman's by anything that increases", () => {
  fc.assert(
    fc.property(pairs(3), (list) => {
      const [x, y] = both(list);
      for (const of of [pearson, spearman]) {
        const [one, other] = [
          of(x, y),
          of(
            y,
            x.map((v) => 2 * v + 1),
          ),
        ];
        if (one === null || other === null) {
          expect(other).toBe(one);
          return;
        }
        expect(other.r).toBeCloseTo(one.r, 12);
        expect(Math.abs(one.r)).toBeLessThanOrEqual(1);
        expect(one.p).toBeLessThanOrEqual(1);
      }
      expect(present(spearman(x.map(Math.exp), y)).r).toBeCloseTo(present(spearman(x, y)).r, 12);
    }),
  );
});

import { kendall } from "@scylla/stats";
import fc from "fast-check";
import { expect, test } from "vitest";
import { pairs, present, shuffledOf } from "../fixtures/arbitraries.ts";

const places = (n: number) => Array.from({ length: n }, (_, i) => i);

test("the exact p is the share of orders at least as far from none", () => {
  expect(kendall(places(4), [0, 1, 2, 3])).toEqual({ r: 1, p: 2 / 24 });
  expect(present(kendall(places(4), [0, 1, 3, 2])).p).toBeCloseTo((2 * 4) / 24, 14);
  expect(present(kendall(places(4), [3, 2, 1, 0]))).toEqual({ r: -1, p: 2 / 24 });
});

test("beyond 33 pairs p is normal, but exact next to a full order", () => {
  const n = 40;
  const nearly = places(n).toSpliced(0, 2, 1, 0);
  expect(present(kendall(places(n), nearly)).p).toBeLessThan(1e-45);
  const p34 = present(
    kendall(
      places(34),
      places(34).map((i) => (i * 7) % 34),
    ),
  ).p;
  const p33 = present(
    kendall(
      places(33),
      places(33).map((i) => (i * 7) % 33),
    ),
  ).p;
  expect(p34).toBeLessThan(1);
  expect(Math.abs(p34 - p33)).toBeLessThan(0.3);
});

test("a constant side, or fewer than two pairs, have no order to compare", () => {
  expect([kendall([1, 1], [1, 2]), kendall([1], [1]), kendall([], [])]).toEqual([null, null, null]);
});

test("order of pairs and of sides does not matter", () => {
  fc.assert(
    fc.property(
      pairs(2).chain((list) => fc.tuple(fc.constant(list), shuffledOf(list))),
      ([list, other]) => {
        const [one, again] = [
          kendall(
            list.map(([x]) => x),
            list.map(([, y]) => y),
          ),
          kendall(
            other.map(([, y]) => y),
            other.map(([x]) => x),
          ),
        ];
        if (one === null || again === null) {
          expect(again).toBe(one);
          return;
        }
        expect(again.r).toBeCloseTo(one.r, 12);
        expect(again.p).toBeCloseTo(one.p, 12);
      },
    ),
  );
});

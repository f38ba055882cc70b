import fc from "fast-check";
import { expect, test } from "vitest";
import { rank, tieSum } from "../../src/tests/ranks.ts";
import { scores } from "../fixtures/arbitraries.ts";

test("ties share their mean rank", () => {
  expect(rank([5, 1, 5, 3, 5])).toEqual({ ranks: [4, 1, 4, 2, 4], ties: [1, 1, 3] });
  expect(tieSum([1, 1, 3])).toBe(24);
  expect(rank([])).toEqual({ ranks: [], ties: [] });
});

test("ranks add up as if there were no ties", () => {
  fc.assert(
    fc.property(scores(1), (x) => {
      const { ranks, ties } = rank(x);
      expect(ranks.reduce((total, r) => total + r, 0)).toBe((x.length * (x.length + 1)) / 2);
      expect(ties.reduce((total, t) => total + t, 0)).toBe(x.length);
    }),
  );
});

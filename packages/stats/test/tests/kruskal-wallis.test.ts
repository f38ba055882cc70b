import { kruskalWallis, mannWhitneyU } from "@scylla/stats";
import fc from "fast-check";
import { expect, test } from "vitest";
import { present, scores, shuffledOf } from "../fixtures/arbitraries.ts";

test("empty groups are left out, and one group is no comparison", () => {
  expect(kruskalWallis([[1, 2], [], [3]])).toEqual(kruskalWallis([[1, 2], [3]]));
  expect(kruskalWallis([[1, 2], []])).toBeNull();
  expect(kruskalWallis([])).toBeNull();
});

test("groups of one value are no reason to give up", () => {
  expect(present(kruskalWallis([[1], [2], [3]])).h).toBeCloseTo(2, 12);
});

test("all values equal: no evidence, and no NaN", () => {
  expect(kruskalWallis([[1, 1], [1]])).toEqual({ h: 0, df: 1, p: 1 });
});

test("NaN is refused", () => {
  expect(() => kruskalWallis([[1], [Number.NaN]])).toThrow(RangeError);
});

test("neither the order of groups, nor of values, nor an increasing change of scale matters", () => {
  fc.assert(
    fc.property(
      fc
        .array(scores(1, 8), { minLength: 2, maxLength: 4 })
        .chain((groups) =>
          fc.tuple(fc.constant(groups), shuffledOf(groups), fc.tuple(...groups.map((group) => shuffledOf(group)))),
        ),
      ([groups, reordered, shuffled]) => {
        const { h, p } = present(kruskalWallis(groups));
        expect(present(kruskalWallis(reordered)).h).toBeCloseTo(h, 9);
        expect(present(kruskalWallis(shuffled)).h).toBeCloseTo(h, 9);
        expect(present(kruskalWallis(groups.map((group) => group.map(Math.exp)))).p).toBeCloseTo(p, 9);
      },
    ),
  );
});

test("of two groups it is Mann-Whitney without continuity correction: less careful", () => {
  const [x, y] = [
    [1, 4, 2, 9, 7, 3, 3],
    [5, 8, 8, 6, 10, 9.5],
  ];
  expect(present(kruskalWallis([x, y])).p).toBeLessThan(present(mannWhitneyU(x, y, "asymptotic")).p);
});

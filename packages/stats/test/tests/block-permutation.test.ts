import { blockPermutation, fisherExact } from "@scylla/stats";
import fc from "fast-check";
import { expect, test } from "vitest";
import { pairedTasks, present, shuffledOf } from "../fixtures/arbitraries.ts";

test("within one block of passes and failures it is a hypergeometric tail on each side", () => {
  const block = { a: [1, 1, 1, 1], b: [0, 0, 0, 1] };
  const test = present(blockPermutation([block]));
  expect(test).toMatchObject({ method: "exact", arrangements: 70 });
  // One tail, twice: 5 of 70 arrangements put at least as many passes into a.
  expect(test.p).toBeCloseTo((2 * 5) / 70, 14);
  expect(
    fisherExact([
      [4, 0],
      [1, 3],
    ]).p,
  ).toBeCloseTo(test.p, 12);
});

test("blocks multiply the arrangements, and those without both sides are left out", () => {
  const blocks = [
    { a: [1, 1], b: [0, 0] },
    { a: [1], b: [0] },
    { a: [5], b: [] },
  ];
  expect(blockPermutation(blocks)).toEqual({ p: 2 / 12, method: "exact", arrangements: 12 });
});

test("how hard a block is does not matter", () => {
  const easy = { a: [0.9, 1], b: [0.8, 0.7] };
  const hard = { a: [0.2, 0.1], b: [0, 0.1] };
  const shifted = { a: [100.2, 100.1], b: [100, 100.1] };
  expect(blockPermutation([easy, shifted])).toEqual(blockPermutation([easy, hard]));
});

test("beyond the limit it draws, to about the exact p", () => {
  const blocks = [
    { a: [3, 5, 4, 6], b: [2, 4, 3] },
    { a: [1, 2], b: [1, 0] },
  ];
  const exact = present(blockPermutation(blocks));
  const drawn = present(blockPermutation(blocks, { exactUpTo: 1, draws: 20_000 }));
  expect(drawn.method).toBe("monte-carlo");
  expect(Math.abs(drawn.p - exact.p)).toBeLessThan(0.01);
});

test("nothing to compare, NaN, and no draws", () => {
  expect(blockPermutation([])).toBeNull();
  expect(blockPermutation([{ a: [1], b: [] }])).toBeNull();
  expect(() => blockPermutation([{ a: [Number.NaN], b: [1] }])).toThrow(RangeError);
  expect(() => blockPermutation([{ a: [1], b: [1] }], { draws: 0.5 })).toThrow(RangeError);
});

test("order of blocks and sides does not matter, and its input stays as it is", () => {
  fc.assert(
    fc.property(
      pairedTasks(1, 4).chain((blocks) => fc.tuple(fc.constant(blocks), shuffledOf(blocks))),
      ([blocks, other]) => {
        const before = JSON.stringify(blocks);
        const { p } = present(blockPermutation(blocks, { exactUpTo: 5000, draws: 10 }));
        expect(JSON.stringify(blocks)).toBe(before);
        const swapped = present(
          blockPermutation(
            other.map(({ a, b }) => ({ a: b, b: a })),
            { exactUpTo: 5000, draws: 10 },
          ),
        );
        if (swapped.method === "exact") expect(swapped.p).toBeCloseTo(p, 12);
      },
    ),
  );
});

import { fisherExact } from "@scylla/stats";
import fc from "fast-check";
import { expect, test } from "vitest";

const count = fc.integer({ min: 0, max: 40 });

test("the lady tasting tea", () => {
  expect(
    fisherExact([
      [3, 1],
      [1, 3],
    ]).p,
  ).toBeCloseTo(34 / 70, 14);
  expect(
    fisherExact([
      [4, 0],
      [0, 4],
    ]),
  ).toEqual({ oddsRatio: Number.POSITIVE_INFINITY, p: expect.closeTo(2 / 70, 14) });
});

test("with an empty row or column there is one table only", () => {
  expect(
    fisherExact([
      [0, 0],
      [3, 4],
    ]),
  ).toEqual({ oddsRatio: null, p: 1 });
  expect(
    fisherExact([
      [0, 3],
      [0, 4],
    ]).p,
  ).toBe(1);
  expect(
    fisherExact([
      [0, 0],
      [0, 0],
    ]).p,
  ).toBe(1);
});

test("rows or columns swapped, or the table turned, p stays", () => {
  fc.assert(
    fc.property(count, count, count, count, (a, b, c, d) => {
      const { p } = fisherExact([
        [a, b],
        [c, d],
      ]);
      expect(p).toBeGreaterThan(0);
      for (const other of [
        fisherExact([
          [c, d],
          [a, b],
        ]),
        fisherExact([
          [b, a],
          [d, c],
        ]),
        fisherExact([
          [a, c],
          [b, d],
        ]),
      ]) {
        expect(other.p).toBeCloseTo(p, 10);
      }
    }),
  );
});

test("tables of a million are no trouble", () => {
  const { p } = fisherExact([
    [500_000, 500_000],
    [501_000, 499_000],
  ]);
  expect(p).toBeGreaterThan(0.15);
  expect(p).toBeLessThan(0.16);
});

test("what is no count is refused", () => {
  expect(() =>
    fisherExact([
      [1.5, 1],
      [1, 1],
    ]),
  ).toThrow(RangeError);
  expect(() =>
    fisherExact([
      [-1, 1],
      [1, 1],
    ]),
  ).toThrow(RangeError);
});

import { oddsRatio } from "@scylla/stats";
import fc from "fast-check";
import { expect, test } from "vitest";
import { present } from "../fixtures/arbitraries.ts";

const count = fc.integer({ min: 0, max: 60 });

test("rows swapped, it is its inverse; empty cells stay finite", () => {
  fc.assert(
    fc.property(count, count, count, count, (a, b, c, d) => {
      const [one, other] = [
        oddsRatio([
          [a, b],
          [c, d],
        ]),
        oddsRatio([
          [c, d],
          [a, b],
        ]),
      ];
      if (one === null || other === null) {
        expect([a + b, c + d]).toContain(0);
        return;
      }
      expect(other.estimate * one.estimate).toBeCloseTo(1, 10);
      expect(other.low * one.high).toBeCloseTo(1, 10);
      expect(one.low).toBeGreaterThan(0);
      expect(one.high).toBeLessThan(Number.POSITIVE_INFINITY);
    }),
  );
});

test("with large counts it is that of the sample", () => {
  expect(
    present(
      oddsRatio([
        [8000, 2000],
        [5000, 5000],
      ]),
    ).estimate,
  ).toBeCloseTo(4, 2);
});

test("what is no count or level is refused", () => {
  expect(() =>
    oddsRatio([
      [1, 2],
      [-1, 3],
    ]),
  ).toThrow(RangeError);
  expect(() =>
    oddsRatio(
      [
        [1, 2],
        [1, 3],
      ],
      0,
    ),
  ).toThrow(RangeError);
});

import { krippendorffAlpha } from "@scylla/stats";
import fc from "fast-check";
import { expect, test } from "vitest";
import { shuffledOf } from "../fixtures/arbitraries.ts";

// K. Krippendorff, Computing Krippendorff's Alpha-Reliability (2011), example C: four observers, twelve units.
const observers = [
  [1, 2, 3, 3, 2, 1, 4, 1, 2, null, null, null],
  [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, null, 3],
  [null, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, null],
  [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, null],
];
const units = Array.from({ length: 12 }, (_, unit) => observers.map((ratings) => ratings[unit] ?? null));

test.each([
  ["nominal", 0.743421052631579],
  ["ordinal", 0.8153875037548813],
  ["interval", 0.8491071428571428],
] as const)("Krippendorff's own example, %s", (level, alpha) => {
  expect(krippendorffAlpha(units, level)).toBeCloseTo(alpha, 13);
});

test("full agreement is 1; nothing to agree on is null", () => {
  expect(
    krippendorffAlpha(
      [
        [1, 1],
        [2, 2],
        [null, 3],
      ],
      "nominal",
    ),
  ).toBe(1);
  expect(
    krippendorffAlpha([
      [1, 1],
      [1, 1],
    ]),
  ).toBeNull();
  expect(krippendorffAlpha([[1, null], [2]])).toBeNull();
  expect(krippendorffAlpha([])).toBeNull();
});

test("NaN is refused", () => {
  expect(() => krippendorffAlpha([[1, Number.NaN]])).toThrow(RangeError);
});

test("neither the order of units nor of raters matters, nor scale where only order or equality count", () => {
  const rating = fc.option(fc.integer({ min: 1, max: 4 }), { nil: null });
  const table = fc.array(fc.array(rating, { minLength: 3, maxLength: 3 }), { minLength: 1, maxLength: 8 });
  fc.assert(
    fc.property(
      table.chain((t) => fc.tuple(fc.constant(t), shuffledOf(t))),
      ([rows, other]) => {
        for (const level of ["nominal", "ordinal", "interval"] as const) {
          const alpha = krippendorffAlpha(rows, level);
          const again = krippendorffAlpha(
            other.map((row) => row.toReversed()),
            level,
          );
          if (alpha === null || again === null) {
            expect(again).toBe(alpha);
            return;
          }
          expect(again).toBeCloseTo(alpha, 12);
          expect(alpha).toBeLessThanOrEqual(1);
          if (level !== "interval") {
            const cubed = other.map((row) => row.map((r) => (r === null ? null : r ** 3)));
            expect(krippendorffAlpha(cubed, level)).toBeCloseTo(alpha, 12);
          }
        }
      },
    ),
  );
});

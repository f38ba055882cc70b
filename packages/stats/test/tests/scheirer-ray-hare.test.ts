import { kruskalWallis, scheirerRayHare } from "@scylla/stats";
import fc from "fast-check";
import { expect, test } from "vitest";
import { present } from "../fixtures/arbitraries.ts";

const cell = (a: string, b: string, values: readonly number[]) => values.map((value) => ({ value, a, b }));

const crossed = [
  ...cell("T0", "easy", [1, 3, 4]),
  ...cell("T0", "hard", [2, 2, 5]),
  ...cell("T1", "easy", [6, 7, 9]),
  ...cell("T1", "hard", [1, 1, 2]),
];

test("each main effect is Kruskal and Wallis's of that factor, the parts add up to that of the cells", () => {
  const { a, b, interaction } = present(scheirerRayHare(crossed));
  const groups = (of: (row: (typeof crossed)[number]) => string) =>
    [...Map.groupBy(crossed, of).values()].map((rows) => rows.map(({ value }) => value));
  expect(present(a).h).toBeCloseTo(present(kruskalWallis(groups((row) => row.a))).h, 12);
  expect(present(b).h).toBeCloseTo(present(kruskalWallis(groups((row) => row.b))).h, 12);
  const cells = present(kruskalWallis(groups((row) => row.a + row.b)));
  expect(present(a).h + present(b).h + present(interaction).h).toBeCloseTo(cells.h, 12);
  expect(present(interaction).df).toBe(1);
});

test("a factor with one level has no effect to speak of, and leaves none to interact", () => {
  const { a, b, interaction } = present(scheirerRayHare(crossed.filter((row) => row.a === "T0")));
  expect([a, interaction]).toEqual([null, null]);
  expect(present(b).df).toBe(1);
});

test("all values equal: p is 1; none: nothing; an empty cell or NaN: refused", () => {
  const flat = present(scheirerRayHare(crossed.map((row) => ({ ...row, value: 3 }))));
  expect([flat.a, flat.interaction]).toEqual([
    { h: 0, df: 1, p: 1 },
    { h: 0, df: 1, p: 1 },
  ]);
  expect(scheirerRayHare([])).toBeNull();
  expect(() => scheirerRayHare(crossed.slice(3))).toThrow("1 of the combinations");
  expect(() => scheirerRayHare([{ value: Number.NaN, a: "x", b: "y" }])).toThrow(RangeError);
});

test("no p is negative or NaN, however unequal the cells", () => {
  const sizes = fc.tuple(
    ...[1, 2, 3, 4].map(() => fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 1, maxLength: 6 })),
  );
  fc.assert(
    fc.property(sizes, ([p = [], q = [], r = [], s = []]) => {
      const rows = [...cell("0", "x", p), ...cell("0", "y", q), ...cell("1", "x", r), ...cell("1", "y", s)];
      const { a, b, interaction } = present(scheirerRayHare(rows));
      for (const effect of [a, b, interaction]) {
        expect(present(effect).p).toBeGreaterThan(0);
        expect(present(effect).p).toBeLessThanOrEqual(1);
      }
    }),
  );
});

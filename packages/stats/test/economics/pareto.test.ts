import { paretoSet, paretoUncertainty } from "@scylla/stats";
import fc from "fast-check";
import { expect, test } from "vitest";
import { present } from "../fixtures/arbitraries.ts";

const point = fc.record({ cost: fc.integer({ min: 0, max: 6 }), quality: fc.integer({ min: 0, max: 6 }) });

test("what is dominated is out, what is not is in, and there is always something in", () => {
  fc.assert(
    fc.property(fc.array(point, { minLength: 1, maxLength: 10 }), (points) => {
      const efficient = paretoSet(points);
      expect(efficient).toContain(true);
      points.forEach((one, i) => {
        const dominator = points.find(
          (other, j) =>
            efficient[j] &&
            other.cost <= one.cost &&
            other.quality >= one.quality &&
            JSON.stringify(other) !== JSON.stringify(one),
        );
        expect(efficient[i]).toBe(dominator === undefined);
      });
    }),
  );
});

test("equal points stand together, the dearest and best is in, none give none", () => {
  const tied = { cost: 1, quality: 1 };
  expect(paretoSet([tied, tied, { cost: 9, quality: 2 }, { cost: 2, quality: 1 }])).toEqual([true, true, true, false]);
  expect(paretoSet([])).toEqual([]);
  expect(() => paretoSet([{ cost: Number.NaN, quality: 1 }])).toThrow(RangeError);
});

test("what the data decide has a share of 1 or 0, what they do not has one between", () => {
  const steady = (cost: number, quality: number) =>
    [1, 2, 3].map(() => [
      { cost, quality },
      { cost, quality },
    ]);
  const noisy = [0.2, 0.9, 0.4].map((quality) => [{ cost: 2, quality }]);
  const found = present(paretoUncertainty([steady(1, 0.5), steady(3, 0.4), noisy], { resamples: 400 }));
  expect(found.map(({ efficient }) => efficient)).toEqual([true, false, false]);
  expect([found[0]?.share, found[1]?.share]).toEqual([1, 0]);
  expect(found[2]?.share).toBeGreaterThan(0.1);
  expect(found[2]?.share).toBeLessThan(0.9);
  expect(found[2]?.cost).toBe(2);
});

test("nothing says nothing, and candidates need the same tasks with runs", () => {
  expect([paretoUncertainty([]), paretoUncertainty([[]])]).toEqual([null, null]);
  expect(() => paretoUncertainty([[[{ cost: 1, quality: 1 }]], []])).toThrow(RangeError);
  expect(() => paretoUncertainty([[[{ cost: Number.NaN, quality: 1 }]]])).toThrow(RangeError);
});

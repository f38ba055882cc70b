import { randomSource, shrink } from "@scylla/stats";
import fc from "fast-check";
import { expect, test } from "vitest";
import { present } from "../fixtures/arbitraries.ts";

const noisy = fc.record({
  estimate: fc.double({ min: -5, max: 5, noNaN: true }),
  standardError: fc.double({ min: 0.1, max: 2, noNaN: true }),
});

test("each estimate moves towards the mean, by a share of its distance, and not beyond", () => {
  fc.assert(
    fc.property(fc.array(noisy, { minLength: 4, maxLength: 12 }), (candidates) => {
      const { candidates: shrunken, mean, variance } = present(shrink(candidates));
      expect(variance).toBeGreaterThanOrEqual(0);
      candidates.forEach(({ estimate }, i) => {
        const { estimate: moved, shrinkage, low, high } = present(shrunken[i]);
        expect(shrinkage).toBeGreaterThanOrEqual(0);
        expect(shrinkage).toBeLessThan(1);
        expect(moved).toBeCloseTo(estimate + shrinkage * (mean - estimate), 9);
        expect(low).toBeLessThan(moved);
        expect(high).toBeGreaterThan(moved);
      });
    }),
  );
});

test("equal errors keep the order; a spread far above the noise is left alone", () => {
  const at = (...estimates: number[]) => estimates.map((estimate) => ({ estimate, standardError: 0.01 }));
  const { candidates } = present(shrink(at(1, 5, 3, 9, 7)));
  expect(candidates.map(({ estimate }) => Math.round(estimate))).toEqual([1, 5, 3, 9, 7]);
  expect(candidates.every(({ shrinkage }) => shrinkage < 0.001)).toBe(true);
});

test("fewer than four candidates are not shrunk; none give nothing", () => {
  const { candidates } = present(
    shrink([
      { estimate: 1, standardError: 1 },
      { estimate: 2, standardError: 1 },
    ]),
  );
  expect(candidates.map(({ estimate, shrinkage }) => [estimate, shrinkage])).toEqual([
    [1, 0],
    [2, 0],
  ]);
  expect(candidates[0]?.high).toBeCloseTo(1 + 1.959963984540054, 12);
  expect(shrink([])).toBeNull();
});

test("NaN and errors that are not positive are refused", () => {
  expect(() => shrink([{ estimate: Number.NaN, standardError: 1 }])).toThrow(RangeError);
  expect(() => shrink([{ estimate: 1, standardError: 0 }])).toThrow(RangeError);
});

test("the best of twenty is too high by luck, and not so once shrunk", () => {
  const random = randomSource(12);
  let [naive, corrected, covered] = [0, 0, 0];
  for (let i = 0; i < 400; i++) {
    const truths = Array.from({ length: 20 }, () => 0.5 * random.normal());
    const found = truths.map((truth) => ({ estimate: truth + random.normal(), standardError: 1 }));
    const best = found.reduce((top, { estimate }, j) => (estimate > (found[top]?.estimate ?? 0) ? j : top), 0);
    const shrunken = present(present(shrink(found)).candidates[best]);
    const truth = truths[best] ?? 0;
    naive += (found[best]?.estimate ?? 0) - truth;
    corrected += shrunken.estimate - truth;
    if (shrunken.low <= truth && truth <= shrunken.high) covered++;
  }
  expect(naive / 400).toBeGreaterThan(1.2);
  expect(Math.abs(corrected / 400)).toBeLessThan(0.25);
  expect(covered / 400).toBeGreaterThan(0.88);
});

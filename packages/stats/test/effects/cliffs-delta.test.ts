import { cliffsDelta, randomSource } from "@scylla/stats";
import fc from "fast-check";
import { expect, test } from "vitest";
import { present, scores } from "../fixtures/arbitraries.ts";

test("sides swapped, delta and its interval turn their sign", () => {
  fc.assert(
    fc.property(scores(2, 15), scores(2, 15), (x, y) => {
      const [one, other] = [present(cliffsDelta(x, y)), present(cliffsDelta(y, x))];
      expect(other.delta).toBeCloseTo(-one.delta, 13);
      expect(present(other.interval).low).toBeCloseTo(-present(one.interval).high, 10);
      expect(present(one.interval).low).toBeLessThanOrEqual(one.delta + 1e-12);
      expect(present(one.interval).high).toBeGreaterThanOrEqual(one.delta - 1e-12);
      expect(present(one.interval).low).toBeGreaterThanOrEqual(-1);
      expect(present(one.interval).high).toBeLessThanOrEqual(1);
    }),
  );
});

test("for passes and failures it is the difference in pass rate", () => {
  expect(present(cliffsDelta([1, 1, 0, 1], [0, 1])).delta).toBeCloseTo(0.75 - 0.5, 14);
});

test("samples that do not overlap are not certain to differ fully", () => {
  const { delta, interval } = present(cliffsDelta([4, 5, 6, 7], [1, 2, 3]));
  expect(delta).toBe(1);
  expect(present(interval).low).toBeLessThan(0);
  expect(present(interval).high).toBe(1);
});

test("a single value has no interval, an empty sample no delta; NaN is refused", () => {
  expect(cliffsDelta([1], [0, 2])).toEqual({ delta: 0, interval: null });
  expect(cliffsDelta([], [1])).toBeNull();
  expect(() => cliffsDelta([Number.NaN], [1])).toThrow(RangeError);
  expect(() => cliffsDelta([1, 2], [1, 2], 1)).toThrow(RangeError);
});

test("its interval covers the true value about as often as it says", () => {
  const random = randomSource(17);
  let covered = 0;
  for (let i = 0; i < 800; i++) {
    const draw = (shift: number) => Array.from({ length: 25 }, () => Math.round(4 * random.uniform()) + shift);
    const { low, high } = present(present(cliffsDelta(draw(1), draw(0))).interval);
    // Of round(4 u): shares 1/8, 1/4, 1/4, 1/4, 1/8.
    const truth = 0.4375;
    if (low <= truth && truth <= high) covered++;
  }
  expect(covered / 800).toBeGreaterThan(0.925);
});

import { expect, test } from "vitest";
import { mt19937 } from "../../src/random/mt19937.ts";

function draw(seed: number, bounds: readonly (readonly [count: number, bound: number])[]): number[] {
  const generator = mt19937(seed);
  return bounds.flatMap(([count, bound]) => {
    const out = new Int32Array(count);
    generator.fillBelow(out, bound);
    return [...out];
  });
}

// NumPy 2.4.6: RandomState(seed).randint(0, bound, count), one call after the other.
test("integers are those of NumPy", () => {
  expect(draw(1, [[8, 1000]])).toEqual([37, 235, 908, 72, 767, 905, 715, 645]);
});

test("a bound of 1 takes no word, and the largest seed and bound work", () => {
  const drawn = draw(4294967295, [
    [3, 2 ** 31 - 1],
    [2, 1],
    [3, 6],
  ]);
  expect(drawn).toEqual([419326371, 479346978, 1771170828, 0, 0, 4, 0, 2]);
});

test("many at once are those drawn one by one, across the ends of the state", () => {
  for (const bound of [1, 2, 3, 1080, 2 ** 31]) {
    const single = mt19937(5);
    expect(draw(5, [[2000, bound]])).toEqual(Array.from({ length: 2000 }, () => single.below(bound)));
  }
});

test("all values are below the bound, and each comes up", () => {
  const counts = new Map<number, number>();
  for (const value of draw(9, [[6000, 6]])) counts.set(value, (counts.get(value) ?? 0) + 1);
  expect([...counts.keys()].sort()).toEqual([0, 1, 2, 3, 4, 5]);
  for (const count of counts.values()) expect(Math.abs(count - 1000)).toBeLessThan(150);
});

test.each([-1, 0.5, 2 ** 32, Number.NaN])("the seed %d is refused", (seed) => {
  expect(() => mt19937(seed)).toThrow(RangeError);
});

import { seededRandom, shuffled } from "@scylla/contracts";
import fc from "fast-check";
import { expect, test } from "vitest";

test("equal seeds give equal streams, different seeds different ones", () => {
  const draw = (seed: string): number[] => {
    const random = seededRandom(seed);
    return Array.from({ length: 5 }, () => random());
  };
  expect(draw("a")).toEqual(draw("a"));
  expect(draw("a")).not.toEqual(draw("b"));
});

test("numbers are uniform in [0, 1)", () => {
  const random = seededRandom("uniform");
  const bins = new Array<number>(10).fill(0);
  for (let i = 0; i < 10_000; i++) {
    const value = random();
    expect(value).toBeGreaterThanOrEqual(0);
    bins[Math.floor(value * 10)] = (bins[Math.floor(value * 10)] ?? 0) + 1;
  }
  // Chi-square with 9 degrees of freedom: 27.9 is the 99.9% quantile.
  const chiSquare = bins.reduce((sum, count) => sum + (count - 1000) ** 2 / 1000, 0);
  expect(chiSquare).toBeLessThan(27.9);
});

test("a shuffle is a permutation and leaves its input alone", () => {
  fc.assert(
    fc.property(fc.array(fc.integer()), fc.string(), (items, seed) => {
      const before = [...items];
      const out = shuffled(items, seededRandom(seed));
      expect(items).toEqual(before);
      expect([...out].sort()).toEqual([...items].sort());
    }),
  );
});

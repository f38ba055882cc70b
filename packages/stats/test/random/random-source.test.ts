import { randomSource } from "@scylla/stats";
import { expect, test } from "vitest";

// NumPy 2.4.6: RandomState(1), after randint(0, 1000, 8) two of random_sample() and three of standard_normal().
test("uniform and normal numbers are those of NumPy", () => {
  const random = randomSource(1);
  random.fillBelow(new Int32Array(8), 1000);
  expect(random.uniform()).toBeCloseTo(0.14675589, 8);
  expect(random.uniform()).toBeCloseTo(0.09233859, 8);
  expect(random.normal()).toBeCloseTo(-0.52817175, 8);
  expect(random.normal()).toBeCloseTo(-1.07296862, 8);
  expect(random.normal()).toBeCloseTo(0.86540763, 8);
});

test("equal seeds give equal numbers, others others", () => {
  const drawn = (seed: number) => {
    const random = randomSource(seed);
    return Array.from({ length: 5 }, () => [random.uniform(), random.normal(), random.below(10)]);
  };
  expect(drawn(7)).toEqual(drawn(7));
  expect(drawn(7)).not.toEqual(drawn(8));
});

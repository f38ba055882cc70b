import { describe as description } from "@scylla/stats";
import { expect, test } from "vitest";

test("one look at a sample", () => {
  expect(description([1, 2, 3, 4])).toEqual({
    count: 4,
    mean: 2.5,
    standardDeviation: Math.sqrt(5 / 3),
    coefficientOfVariation: Math.sqrt(5 / 3) / 2.5,
    min: 1,
    firstQuartile: 1.75,
    median: 2.5,
    thirdQuartile: 3.25,
    max: 4,
    skewness: 0,
    excessKurtosis: expect.closeTo(-1.36, 12),
  });
});

test("nothing gives nulls", () => {
  const { count, ...figures } = description([]);
  expect(count).toBe(0);
  expect(Object.values(figures).every((figure) => figure === null)).toBe(true);
});

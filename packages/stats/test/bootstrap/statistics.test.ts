import { cliffsDelta, mean, median, randomSource, standardDeviation } from "@scylla/stats";
import { expect, test } from "vitest";
import { STATISTICS, TWO_SAMPLE_STATISTICS } from "../../src/bootstrap/statistics.ts";
import { present } from "../fixtures/arbitraries.ts";

const random = randomSource(6);
const [x, y] = [7, 12].map((n) => Array.from({ length: n }, () => Math.round(10 * random.normal()) / 10));
const [one, other] = [present(x), present(y)];
const [typed, typedOther] = [Float64Array.from(one), Float64Array.from(other)];

test("statistics by name are the functions of that name", () => {
  expect(STATISTICS.mean(typed)).toBe(mean(one));
  expect(STATISTICS.median(typed)).toBe(median(one));
  expect(STATISTICS.standardDeviation(typed)).toBeCloseTo(present(standardDeviation(one)), 14);
  expect(TWO_SAMPLE_STATISTICS.cliffsDelta(typed, typedOther)).toBeCloseTo(present(cliffsDelta(one, other)).delta, 14);
});

test("differences are those of the first less the second", () => {
  expect(TWO_SAMPLE_STATISTICS.meanDifference(typed, typedOther)).toBe(present(mean(one)) - present(mean(other)));
  expect(TWO_SAMPLE_STATISTICS.medianDifference(typed, typedOther)).toBe(present(median(one)) - present(median(other)));
});

test("one value deviates from nothing, and its sample is left as it is", () => {
  expect(STATISTICS.standardDeviation(Float64Array.of(3))).toBe(0);
  const unsorted = Float64Array.of(3, 1, 2);
  STATISTICS.median(unsorted);
  expect([...unsorted]).toEqual([3, 1, 2]);
});

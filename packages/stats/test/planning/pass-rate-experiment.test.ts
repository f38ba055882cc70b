import { passRateExperiment, randomSource } from "@scylla/stats";
import { expect, test } from "vitest";

const mean = (values: readonly number[]) => values.reduce((total, value) => total + value, 0) / values.length;

test("rates are those of the baseline, and the effect on top", () => {
  const tasks = passRateExperiment({ tasks: 3000, runs: 4 }, { baseline: [0.2, 0.6], effect: 0.1 })(randomSource(1));
  expect(tasks).toHaveLength(3000);
  expect(mean(tasks.flatMap(({ b }) => b))).toBeCloseTo(0.4, 1);
  expect(mean(tasks.map(({ a, b }) => mean(a) - mean(b)))).toBeCloseTo(0.1, 1);
});

test("at the ceiling there is no room for an effect", () => {
  const tasks = passRateExperiment(
    { tasks: 50, runs: 4 },
    { baseline: [1], effect: 0.3, effectDeviation: 0 },
  )(randomSource(1));
  expect(tasks.every(({ a, b }) => mean(a) === 1 && mean(b) === 1)).toBe(true);
});

test("beliefs and designs out of range are refused", () => {
  const design = { tasks: 2, runs: 2 };
  expect(() => passRateExperiment(design, { baseline: [], effect: 0 })).toThrow(RangeError);
  expect(() => passRateExperiment(design, { baseline: [1.2], effect: 0 })).toThrow(RangeError);
  expect(() => passRateExperiment(design, { baseline: [0.5], effect: Number.NaN })).toThrow(RangeError);
  expect(() => passRateExperiment(design, { baseline: [0.5], effect: 0, effectDeviation: -1 })).toThrow(RangeError);
  expect(() => passRateExperiment({ tasks: 0, runs: 1 }, { baseline: [0.5], effect: 0 })).toThrow(RangeError);
});

import {
  clusteredMean,
  designError,
  minimumDetectableEffect,
  passRateExperiment,
  requiredRuns,
  requiredTasks,
  simulatePower,
  taskDifferences,
} from "@scylla/stats";
import fc from "fast-check";
import { expect, test } from "vitest";
import { present } from "../fixtures/arbitraries.ts";

const variance = { betweenTasks: 0.02, withinRuns: 0.2 };

test("the error is that of the design, and the effect about 2.8 of it for many tasks", () => {
  expect(designError({ tasks: 50, runs: 5 }, variance)).toBeCloseTo(Math.sqrt((0.02 + 0.08) / 50), 14);
  const design = { tasks: 100_000, runs: 1 };
  expect(minimumDetectableEffect(design, variance) / designError(design, variance)).toBeCloseTo(2.8016, 3);
});

test("required tasks and runs are the fewest that do", () => {
  const component = fc.double({ min: 0.001, max: 0.3, noNaN: true });
  fc.assert(
    fc.property(
      component,
      component,
      fc.double({ min: 0.05, max: 0.5, noNaN: true }),
      (betweenTasks, withinRuns, effect) => {
        const parts = { betweenTasks, withinRuns };
        const tasks = present(requiredTasks(effect, 3, parts));
        expect(minimumDetectableEffect({ tasks, runs: 3 }, parts)).toBeLessThanOrEqual(effect);
        if (tasks > 2) expect(minimumDetectableEffect({ tasks: tasks - 1, runs: 3 }, parts)).toBeGreaterThan(effect);
        const runs = requiredRuns(effect, tasks, parts);
        expect(present(runs)).toBeLessThanOrEqual(3);
      },
    ),
    { numRuns: 30 },
  );
});

test("where tasks differ too much among themselves, no number of runs helps", () => {
  expect(requiredRuns(0.05, 10, { betweenTasks: 0.1, withinRuns: 0.2 })).toBeNull();
  expect(requiredTasks(1e-6, 1, variance)).toBeNull();
});

test("without any variance the least design does", () => {
  const none = { betweenTasks: 0, withinRuns: 0 };
  expect([requiredTasks(0.1, 1, none), requiredRuns(0.1, 2, none)]).toEqual([2, 1]);
});

test("designs, variances, effects and demands out of range are refused", () => {
  expect(() => designError({ tasks: 1, runs: 1 }, variance)).toThrow(RangeError);
  expect(() => designError({ tasks: 2, runs: 0 }, variance)).toThrow(RangeError);
  expect(() => designError({ tasks: 2, runs: 1 }, { betweenTasks: -1, withinRuns: 0 })).toThrow(RangeError);
  expect(() => requiredTasks(0, 1, variance)).toThrow(RangeError);
  expect(() => minimumDetectableEffect({ tasks: 2, runs: 1 }, variance, { power: 1 })).toThrow(RangeError);
});

test("an effect of the smallest detectable size is found as often as asked for", () => {
  const runs = 4;
  // Pass rates of ½ under one set-up: p (1 - p) within runs, nothing between tasks.
  const effect = 0.2;
  const within = (0.5 * 0.5 + 0.7 * 0.3) / 2;
  const tasks = present(requiredTasks(effect, runs, { betweenTasks: 0, withinRuns: within }));
  const { power } = simulatePower(
    passRateExperiment({ tasks, runs }, { baseline: [0.5], effect }),
    (data) => (present(clusteredMean(taskDifferences(data).differences)).p ?? 1) <= 0.05,
    { simulations: 1500 },
  );
  expect(power).toBeGreaterThan(0.76);
  expect(power).toBeLessThan(0.87);
});

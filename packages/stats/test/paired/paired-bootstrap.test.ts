import { clusteredMean, pairedBootstrap, randomSource, taskDifferences } from "@scylla/stats";
import { expect, test } from "vitest";
import { present } from "../fixtures/arbitraries.ts";
import { tasksWithoutEffect } from "../fixtures/tasks.ts";

test("tasks with one side only are left out, one task shows nothing", () => {
  const tasks = [
    { a: [1, 0], b: [0] },
    { a: [1], b: [1] },
    { a: [], b: [1] },
  ];
  expect(pairedBootstrap(tasks)).toEqual(pairedBootstrap(tasks.slice(0, 2)));
  expect(pairedBootstrap(tasks.slice(1))).toBeNull();
  expect(() => pairedBootstrap([{ a: [Number.NaN], b: [1] }])).toThrow(RangeError);
});

test("its error is close to the clustered one over whole tasks, and somewhat above it with their runs", () => {
  const tasks = tasksWithoutEffect(randomSource(1), 60, 5);
  const clustered = present(present(clusteredMean(taskDifferences(tasks).differences)).standardError);
  const whole = present(pairedBootstrap(tasks, { resample: "tasks", resamples: 4000 })).standardError;
  const both = present(pairedBootstrap(tasks, { resamples: 2000 })).standardError;
  expect(whole / clustered).toBeGreaterThan(0.95);
  expect(whole / clustered).toBeLessThan(1.03);
  expect(both / clustered).toBeGreaterThan(1.1);
  expect(both / clustered).toBeLessThan(1.5);
});

test("without an effect in the population, intervals over 30 tasks miss zero about as often as they say", () => {
  const random = randomSource(77);
  let [whole, both] = [0, 0];
  for (let i = 0; i < 300; i++) {
    const tasks = tasksWithoutEffect(random, 30, 4);
    const misses = (resample: "tasks" | "tasks-and-runs") => {
      const { low, high } = present(pairedBootstrap(tasks, { resample, resamples: 200, seed: i }));
      return low > 0 || high < 0 ? 1 : 0;
    };
    whole += misses("tasks");
    both += misses("tasks-and-runs");
  }
  expect(whole / 300).toBeLessThan(0.1);
  expect(whole / 300).toBeGreaterThan(0.02);
  expect(both / 300).toBeLessThan(0.05);
});

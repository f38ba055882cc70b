import { randomSource, taskDifferences, varianceComponents } from "@scylla/stats";
import { expect, test } from "vitest";
import { present } from "../fixtures/arbitraries.ts";

test("one difference per task, and a count of those without both sides", () => {
  const tasks = [
    { a: [1, 1, 0, 0], b: [0] },
    { a: [], b: [1] },
    { a: [1], b: [1, 0] },
  ];
  expect(taskDifferences(tasks)).toEqual({ differences: [0.5, 0.5], left: 1 });
  expect(taskDifferences([])).toEqual({ differences: [], left: 0 });
  expect(() => taskDifferences([{ a: [Number.NaN], b: [1] }])).toThrow(RangeError);
});

test("components are found again, also with unequal runs", () => {
  const random = randomSource(2);
  const tasks = Array.from({ length: 4000 }, (_, i) => {
    const effect = 0.3 * random.normal();
    const runs = (shift: number, count: number) => Array.from({ length: count }, () => shift + 0.5 * random.normal());
    return { a: runs(effect, 1 + (i % 3)), b: runs(0, 1 + (i % 4)) };
  });
  const { betweenTasks, withinRuns } = present(varianceComponents(tasks));
  expect(betweenTasks).toBeCloseTo(0.09, 1);
  expect(withinRuns).toBeCloseTo(0.25, 1);
});

test("a negative estimate between tasks is 0, and what can't be told is null", () => {
  const alike = [
    { a: [0, 1], b: [0, 1] },
    { a: [1, 0], b: [1, 0] },
  ];
  expect(varianceComponents(alike)).toEqual({ betweenTasks: 0, withinRuns: 0.5 });
  expect(varianceComponents([{ a: [1, 0], b: [1] }])).toBeNull();
  expect(
    varianceComponents([
      { a: [1], b: [1] },
      { a: [0], b: [1] },
    ]),
  ).toBeNull();
});

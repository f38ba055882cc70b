import { clusteredMean, pairedT, randomSource, taskDifferences } from "@scylla/stats";
import fc from "fast-check";
import { expect, test } from "vitest";
import { present, scores } from "../fixtures/arbitraries.ts";
import { atMostFivePercent, tasksWithoutEffect } from "../fixtures/tasks.ts";

test("with equal weights it is the paired t test", () => {
  fc.assert(
    fc.property(scores(2), (d) => {
      const [ours, theirs] = [
        present(clusteredMean(d)),
        pairedT(
          d,
          d.map(() => 0),
        ),
      ];
      expect(ours.p === null).toBe(theirs === null);
      if (theirs === null) return;
      expect(ours.df).toBeCloseTo(theirs.df, 8);
      expect(ours.p).toBeCloseTo(theirs.p, 10);
    }),
  );
});

// The quadratic form written out as a matrix, for weights 3, 1, 2, 2: (tr M)² / tr M² of CR2's M.
test("degrees of freedom with unequal weights are those of the quadratic form", () => {
  const weights = [3, 1, 2, 2];
  const h = weights.map((w) => w / 8);
  const squares = h.reduce((total, share) => total + share * share, 0);
  const g = h.map((share) => share / Math.sqrt(1 - 2 * share + squares));
  const entry = (i: number, j: number) =>
    (g[i] ?? 0) * (g[j] ?? 0) * ((i === j ? 1 : 0) - (h[i] ?? 0) - (h[j] ?? 0) + squares);
  let [trace, traceOfSquare] = [0, 0];
  for (let i = 0; i < 4; i++) {
    trace += entry(i, i);
    for (let j = 0; j < 4; j++) traceOfSquare += entry(i, j) ** 2;
  }
  expect(present(clusteredMean([1, 2, 4, 3], { weights })).df).toBeCloseTo(trace ** 2 / traceOfSquare, 10);
});

test("equal weights of any size are no weights", () => {
  const d = [0.5, -0.25, 1, 0];
  expect(clusteredMean(d, { weights: [7, 7, 7, 7] })).toEqual(clusteredMean(d));
});

test("without variation there is no error: the estimate stands alone", () => {
  const alone = { standardError: null, df: null, interval: null, p: null };
  expect(clusteredMean([0, 0, 0])).toEqual({ estimate: 0, tasks: 3, ...alone });
  expect(clusteredMean([0.5])).toEqual({ estimate: 0.5, tasks: 1, ...alone });
  expect(clusteredMean([])).toBeNull();
});

test("NaN, levels and weights out of range are refused", () => {
  expect(() => clusteredMean([Number.NaN])).toThrow(RangeError);
  expect(() => clusteredMean([1, 2], { level: 1.2 })).toThrow(RangeError);
  expect(() => clusteredMean([1, 2], { weights: [1] })).toThrow(RangeError);
  expect(() => clusteredMean([1, 2], { weights: [1, 0] })).toThrow(RangeError);
});

test.each([6, 12, 40])("without an effect in the population, %i tasks cry wolf one time in twenty", (count) => {
  const random = randomSource(count);
  const trials = 1200;
  let [clustered, naive] = [0, 0];
  for (let i = 0; i < trials; i++) {
    const tasks = tasksWithoutEffect(random, count, 8);
    if ((present(clusteredMean(taskDifferences(tasks).differences)).p ?? 1) <= 0.05) clustered++;
    if (
      (pairedT(
        tasks.flatMap(({ a }) => a),
        tasks.flatMap(({ b }) => b),
      )?.p ?? 1) <= 0.05
    )
      naive++;
  }
  expect(clustered).toBeLessThan(atMostFivePercent(trials));
  expect(clustered).toBeGreaterThan(0.03 * trials);
  // Runs taken as independent see effects that are not there.
  expect(naive).toBeGreaterThan(0.08 * trials);
});

test("unequal weights hold the level too", () => {
  const random = randomSource(8);
  const weights = [5, 1, 1, 2, 3, 1, 1, 4];
  let alarms = 0;
  for (let i = 0; i < 2000; i++) {
    if ((present(clusteredMean(weights.map(random.normal), { weights })).p ?? 1) <= 0.05) alarms++;
  }
  expect(alarms).toBeLessThan(atMostFivePercent(2000));
  expect(alarms).toBeGreaterThan(60);
});

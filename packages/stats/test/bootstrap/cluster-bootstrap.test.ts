import { clusterBootstrap, randomSource, resampleRuns } from "@scylla/stats";
import { expect, test } from "vitest";
import { present } from "../fixtures/arbitraries.ts";

const mean = (values: readonly number[]) => values.reduce((total, value) => total + value, 0) / values.length;
const meanOfMeans = (tasks: readonly (readonly number[])[]) => mean(tasks.map(mean));

test("runs of a task stand together: many alike runs of few tasks say little", () => {
  const tasks = [new Array<number>(100).fill(0), new Array<number>(100).fill(1), new Array<number>(100).fill(1)];
  const { estimate, low, high, standardError } = present(clusterBootstrap(tasks, meanOfMeans, { resamples: 2000 }));
  expect(estimate).toBeCloseTo(2 / 3, 12);
  expect([low, high]).toEqual([0, 1]);
  expect(standardError).toBeGreaterThan(0.25);
});

test("with `within`, runs are resampled too", () => {
  const tasks = [
    [0, 1],
    [0, 1],
    [0, 1],
  ];
  expect(present(clusterBootstrap(tasks, meanOfMeans, { resamples: 200 })).standardError).toBe(0);
  expect(
    present(clusterBootstrap(tasks, meanOfMeans, { resamples: 200, within: resampleRuns })).standardError,
  ).toBeGreaterThan(0.1);
});

test("one cluster shows nothing of how clusters differ", () => {
  expect(clusterBootstrap([[1, 2, 3]], meanOfMeans)).toBeNull();
  expect(clusterBootstrap([], meanOfMeans)).toBeNull();
});

test("BCa works by leaving out clusters; equal seeds give equal intervals", () => {
  const tasks = [[1], [2], [4], [8], [16], [3]];
  const bca = clusterBootstrap(tasks, meanOfMeans, { method: "bca", resamples: 1000 });
  expect(bca).toEqual(clusterBootstrap(tasks, meanOfMeans, { method: "bca", resamples: 1000 }));
  // The data lean to the right, and so does the corrected interval.
  expect(present(bca).high).toBeGreaterThan(present(clusterBootstrap(tasks, meanOfMeans, { resamples: 1000 })).high);
});

test("a statistic that is NaN or infinite is refused", () => {
  expect(() => clusterBootstrap([[1], [2]], () => Number.NaN)).toThrow(RangeError);
});

test("resampling nothing gives nothing", () => {
  expect(resampleRuns([], randomSource(1))).toEqual([]);
});

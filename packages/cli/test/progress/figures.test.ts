import { expect, test } from "vitest";
import { counted, duration, remainingMs, spent } from "../../src/progress/figures.ts";
import { snapshot } from "../fixtures/snapshots.ts";

test.each([
  [-5, "0:00"],
  [999, "0:00"],
  [7_000, "0:07"],
  [750_000, "12:30"],
  [3_600_000, "1:00:00"],
  [11_105_000, "3:05:05"],
])("%d ms are %s", (ms, words) => {
  expect(duration(ms)).toBe(words);
});

test("the remaining time goes by what this drive did, not by what it found", () => {
  expect(remainingMs(snapshot({ total: 40, kept: 20, done: 10, elapsedMs: 1000 }))).toBe(1000);
  expect(remainingMs(snapshot({ total: 40, kept: 20, done: 10, failed: 5, elapsedMs: 1000 }))).toBe(500);
});

test("no remaining time is guessed from a few runs, at the end, or while stopping", () => {
  expect(remainingMs(snapshot({ total: 40, done: 4, elapsedMs: 1000 }))).toBeNull();
  expect(remainingMs(snapshot({ total: 10, done: 10, elapsedMs: 1000 }))).toBeNull();
  expect(remainingMs(snapshot({ total: 40, done: 10, elapsedMs: 1000, draining: true }))).toBeNull();
});

test("an unknown cost is never shown as 0", () => {
  expect(spent(snapshot({}))).toBeNull();
  expect(spent(snapshot({ unknownCosts: 2 }))).toBe("cost not reported");
  expect(spent(snapshot({ cost: 1_500_000_000 }))).toBe("$1.50 reported");
  expect(spent(snapshot({ cost: 1_500_000_000, unknownCosts: 1 }))).toBe("$1.50 and more reported");
});

test("what went wrong stands beside the count, and only then", () => {
  expect(counted(snapshot({ total: 40, kept: 20, done: 4 }))).toEqual(["24 of 40 runs"]);
  expect(counted(snapshot({ total: 40, done: 4, missing: 1, failed: 2 }))).toEqual([
    "4 of 40 runs",
    "2 failed",
    "1 finally missing",
  ]);
});

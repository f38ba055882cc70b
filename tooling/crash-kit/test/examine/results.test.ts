import { expect, test } from "vitest";
import { differences, withoutTimes } from "../../src/examine/results.ts";

test("times are left out at every depth, and nothing else is", () => {
  const value = { aMs: 1, runs: [{ startedAt: 2, n: 1, durationMs: null }], atMost: 1 };
  expect(withoutTimes(value)).toEqual({ runs: [{ n: 1 }], atMost: 1 });
});

test("equal results have no differences, whatever their times", () => {
  expect(differences({ runs: [{ n: 1, durationMs: 1 }] }, { runs: [{ n: 1, durationMs: 2 }] })).toEqual([]);
});

test("every difference is named by its place", () => {
  expect(differences({ runs: [{ n: 1 }, { n: 2 }] }, { runs: [{ n: 1 }, { n: 3 }] })).toEqual([
    "results.runs.1.n is 3 instead of 2",
  ]);
  expect(differences({ runs: [] }, { runs: [1] })).toEqual(["results.runs.0 is 1 instead of undefined"]);
});

test("an absent value is not null", () => {
  expect(differences({ a: null }, {})).toEqual(["results.a is undefined instead of null"]);
});

import { effectsFigure, type Figure } from "@scylla/report/figures";
import { expect, test } from "vitest";
import { results } from "../scenarios.ts";
import { valuesWith, wordsOf } from "../spec.ts";

function figure(...args: Parameters<typeof effectsFigure>): Figure {
  const drawn = effectsFigure(...args);
  if (!drawn) throw new Error("nothing is compared");
  return drawn;
}

test("each comparison has its difference, its interval and one dot for each task, in the order of the report", () => {
  const drawn = figure(results.six, "passRate");
  const compared = results.six.comparisons ?? [];
  expect(valuesWith(drawn, "effect").map(({ id }) => id)).toEqual(compared.map(({ id }) => id));
  expect(valuesWith(drawn, "effect").map(({ effect }) => effect)).toEqual(
    compared.map(({ effect }) => expect.closeTo((effect ?? 0) * 100, 3)),
  );
  const intervals = valuesWith(drawn, "low", "color");
  expect(intervals.map(({ low, high }) => [low, high])).toEqual(
    compared.map(({ interval }) => [
      expect.closeTo((interval?.low ?? 0) * 100, 3),
      expect.closeTo((interval?.high ?? 0) * 100, 3),
    ]),
  );
  expect(valuesWith(drawn, "task", "difference")).toHaveLength(5 * 24);
});

test("a answer has a shape of its own, so that it is told without colour", () => {
  const drawn = figure(results.six, "passRate");
  const compared = new Map((results.six.comparisons ?? []).map(({ id, answer }) => [id, answer]));
  const shapes = new Map(valuesWith(drawn, "effect").map(({ id, shape }) => [compared.get(String(id)), shape]));
  expect(shapes.size).toBeGreaterThan(1);
  expect(new Set(shapes.values()).size).toBe(shapes.size);
  expect(wordsOf(drawn)).toEqual(expect.arrayContaining(["better", "undecided", "95 % interval"]));
});

test("fewer than six tasks have no interval, and the row says so", () => {
  const drawn = figure(results.quickstart, "passRate");
  expect(valuesWith(drawn, "low", "color")).toEqual([]);
  expect(wordsOf(drawn)).toEqual(
    expect.arrayContaining(["better on these tasks only", "undecided, no interval", "2/2 tasks", "16/16 runs"]),
  );
  expect(wordsOf(drawn).at(-1)).toContain("Fewer than six tasks");
});

test("what can't be compared has a row and no point", () => {
  const drawn = figure(results.partial, "passRate");
  expect(valuesWith(drawn, "effect").map(({ id }) => id)).toEqual(["T0/01-rule", "T1/00-skill"]);
  expect(wordsOf(drawn).filter((text) => text === "not comparable")).toHaveLength(2);
  expect(wordsOf(drawn)).toContain("0/2 tasks");
});

test("the margin and the smallest detectable difference are drawn where they are known", () => {
  const drawn = figure(results.six, "passRate");
  expect(valuesWith(drawn, "smallestDetectable")).toHaveLength(10);
  expect(valuesWith(drawn, "low", "y2").map(({ low, high }) => [low, high])).toEqual(
    Array.from({ length: 5 }, () => [-5, 5]),
  );
  expect(valuesWith(figure(results.quickstart, "passRate"), "smallestDetectable")).toEqual([]);
});

test("a metric that is not compared has no figure, and each has a unit of its own", () => {
  expect(effectsFigure(results.quickstart, "costUsd")).toBeNull();
  const drawn = figure(results.incomplete, "costUsd");
  expect(JSON.stringify(drawn.spec)).toContain("difference in cost, US dollars a run");
  expect(wordsOf(drawn)).toContain("+$0.00030 ¶");
});

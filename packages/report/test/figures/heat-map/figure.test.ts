import { type Figure, heatMapFigure } from "@scylla/report/figures";
import { expect, test } from "vitest";
import { experiment, results } from "../scenarios.ts";
import { valuesWith, viewsOf, wordsOf } from "../spec.ts";

function figure(...args: Parameters<typeof heatMapFigure>): Figure {
  const drawn = heatMapFigure(...args);
  if (!drawn) throw new Error("nothing is planned");
  return drawn;
}

test("each cell has its pass rate as colour and its denominator as text, in key order", () => {
  const drawn = figure(results.quickstart);
  const cells = valuesWith(drawn, "task", "passRate");
  expect(cells.slice(0, 4)).toMatchObject([
    { subtest: "00-plain", task: "parse-size", passed: 1, n: 4, passRate: 0.25 },
    { subtest: "00-plain", task: "slugify", passRate: 0.25 },
    { subtest: "01-rule", task: "parse-size", passed: 4, n: 4, fill: "#081d58" },
    { subtest: "01-rule", task: "slugify" },
  ]);
  expect(cells).toHaveLength(10);
  expect(wordsOf(drawn).filter((text) => /^\d\/4$/.test(text))).toHaveLength(10);
});

test("a cell without a valid run is hatched and never coloured, and the legend tells both", () => {
  const drawn = figure(results.partial);
  expect(valuesWith(drawn, "task", "passRate").map(({ subtest, task, n }) => [subtest, task, n])).toEqual([
    ["00-plain", "parse-size", 2],
    ["00-plain", "slugify", 4],
    ["01-rule", "parse-size", 2],
    ["01-rule", "slugify", 4],
    ["00-skill", "slugify", 2],
  ]);
  expect(wordsOf(drawn)).toEqual(expect.arrayContaining(["no valid run", "some runs missing"]));
  const zero = valuesWith(drawn, "task", "passRate").find(({ passRate }) => passRate === 0);
  expect(zero?.["fill"]).not.toBe("#ffffff");
});

test("a task that an agent's set-up is not planned for stays blank, which the legend says", () => {
  const { quickstart } = results;
  const runs = quickstart.runs.filter(({ task, subtest }) => task !== "slugify" || subtest !== "02-long");
  const drawn = figure({ ...quickstart, runs });
  expect(valuesWith(drawn, "task", "passRate")).toHaveLength(9);
  expect(wordsOf(drawn)).toContain("blank: not planned");
});

test("figures shrink to the number of runs, then go, and the subtitle says which", () => {
  const told = (tasks: number): unknown =>
    viewsOf(figure(experiment({ setUps: 2, tasks, repeats: 3 })))[1]?.data.values[0]?.["text"];
  expect(told(20)).toContain("Passed/valid runs in each cell");
  expect(told(36)).toContain("Number of valid runs in each cell");
  expect(told(90)).toContain("Cells are too narrow");
});

test("where tasks are too many to name all, the others are said to stand between", () => {
  expect(wordsOf(figure(experiment({ setUps: 2, tasks: 90, repeats: 1 }))).at(-1)).toBe(
    "One of 3 tasks is named; they stand in key order.",
  );
});

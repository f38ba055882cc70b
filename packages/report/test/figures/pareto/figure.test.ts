import type { Results } from "@scylla/contracts";
import { paretoFigure } from "@scylla/report/figures";
import { expect, test } from "vitest";
import { results } from "../scenarios.ts";
import { valuesWith, wordsOf } from "../spec.ts";

function drawn(of: Results) {
  const figure = paretoFigure(of);
  if (!figure) throw new Error("nothing is known");
  return figure;
}

test("points are mean cost and pass rate, and the line leads through those that no other beats", () => {
  const points = valuesWith(drawn(results.quickstart), "isEfficient");
  expect(points.toSorted((a, b) => Number(a["costUsd"]) - Number(b["costUsd"]))).toMatchObject([
    { subtest: "00-plain", costUsd: 0.0042, passRate: 25, isEfficient: true },
    { subtest: "01-lucky", costUsd: 0.00425, passRate: 62.5, isEfficient: true },
    { subtest: "00-skill", passRate: 25, isEfficient: false },
    { subtest: "01-rule", costUsd: 0.0045, passRate: 100, isEfficient: true },
    { subtest: "02-long", costUsd: 0.0131, passRate: 25, isEfficient: false },
  ]);
});

test("an unknown cost is told by name and never drawn at 0", () => {
  const { quickstart } = results;
  const subtests = quickstart.subtests.map((one) => (one.subtest === "01-rule" ? { ...one, meanCostUsd: null } : one));
  const figure = drawn({ ...quickstart, subtests });
  expect(valuesWith(figure, "isEfficient").map(({ subtest }) => subtest)).not.toContain("01-rule");
  expect(wordsOf(figure).at(-1)).toBe("Cost unknown, not drawn: A rule that helps (T0/01-rule).");
  expect(paretoFigure({ ...quickstart, subtests: subtests.map((one) => ({ ...one, meanCostUsd: null })) })).toBeNull();
});

test("costs that differ more than tenfold are drawn by orders of magnitude", () => {
  expect(JSON.stringify(drawn(results.sixty).spec)).toContain('"type":"log"');
  expect(JSON.stringify(drawn(results.quickstart).spec)).not.toContain('"type":"log"');
});

test("a free set-up leaves the axis linear, and equal costs draw too", () => {
  const { quickstart } = results;
  const priced = (costUsd: number) => ({
    ...quickstart,
    subtests: quickstart.subtests.map((one) => ({ ...one, meanCostUsd: costUsd })),
    runs: quickstart.runs.map((run) => ({ ...run, costUsd })),
  });
  for (const cost of [0, 0.004]) expect(valuesWith(drawn(priced(cost)), "isEfficient")).toHaveLength(5);
});

test("agents differ by shape, and every set-up is listed with its denominators", () => {
  const figure = drawn(results.agents);
  const shapes = Map.groupBy(valuesWith(figure, "isEfficient"), ({ agent }) => agent);
  expect([...shapes.values()].map((points) => new Set(points.map(({ shape }) => shape)).size)).toEqual([1, 1]);
  expect(new Set(valuesWith(figure, "isEfficient").map(({ shape }) => shape)).size).toBe(2);
  expect(wordsOf(figure).filter((text) => /^\d+\/120$/.test(text))).toHaveLength(12);
});

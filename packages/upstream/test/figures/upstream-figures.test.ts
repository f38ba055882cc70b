import { readUpstreamTables, readUpstreamTree, upstreamFigures } from "@scylla/upstream";
import { describe, expect, test } from "vitest";
import { ACCEPTANCE, type AcceptanceCase, DRYRUN } from "../fixtures/dryrun.ts";
import { publishedValue } from "../fixtures/published-value.ts";

const tree = await readUpstreamTree(DRYRUN.raw);
const tables = await readUpstreamTables(DRYRUN.data);
const figures = upstreamFigures(tree);
const ofTables = upstreamFigures(tables);

/** Rows that are compared as a whole, below. */
const isRows = ({ id }: AcceptanceCase): boolean => id === "dryrun.criteria.all_rows";
/** Tables do not tell weights. */
const isWeight = ({ id }: AcceptanceCase): boolean => id.endsWith(".weight");

function expectPublished(value: unknown, { expected, tolerance }: AcceptanceCase): void {
  if (expected === "NaN") expect(value).toBeNull();
  else if (typeof expected === "number")
    expect(Math.abs(Number(value ?? Number.NaN) - expected)).toBeLessThanOrEqual(tolerance.abs);
  else expect(value).toBe(expected);
}

test("there are 342 published numbers", () => {
  expect(ACCEPTANCE.cases).toHaveLength(342);
});

describe("from the files of each run", () => {
  test.for(ACCEPTANCE.cases.filter((one) => !isRows(one)))("$id is what was published", (one) => {
    expectPublished(publishedValue(figures, one.id), one);
  });

  test("all rows of criteria are those that were published, in their order", () => {
    const withoutNames = (rows: typeof figures.criteria) => rows.map(({ experiment: _, model: __, ...row }) => row);
    expect(figures.criteria).toHaveLength(105);
    expect(withoutNames(figures.criteria)).toEqual(withoutNames(ofTables.criteria));
  });

  test("what a run cost is what its agent's command line says", () => {
    expect(tree.runs).toHaveLength(7);
    for (const run of tree.runs) expect(run.agentCostUsd).toBe(run.costUsd);
  });
});

describe("from published tables", () => {
  test.for(ACCEPTANCE.cases.filter((one) => !isRows(one) && !isWeight(one)))("$id is what was published", (one) => {
    expectPublished(publishedValue(ofTables, one.id), one);
  });

  test("the consensus is computed, and is the published one", () => {
    const consensus = ofTables.runs.map(({ score, passed, grade, implRate }) => ({ score, passed, grade, implRate }));
    expect(consensus).toEqual(tables.runs.map(({ published }) => published));
  });
});

import { readUpstreamTree, renderUpstreamFigures, upstreamFigures } from "@scylla/upstream";
import { expect, test } from "vitest";
import { DRYRUN } from "../fixtures/dryrun.ts";
import { judge, resultsOf, runOf } from "../fixtures/results.ts";

test("published rows come out as they were printed, but for the name of the model", async () => {
  const lines = renderUpstreamFigures(upstreamFigures(await readUpstreamTree(DRYRUN.raw))).split("\n");
  const model = "claude-sonnet-4-5-20250929";
  for (const row of [
    `| ${model} | T4 | 1 | 1.000 (1.000, 1.000) | 0.960 ± nan | 0.960 | 1.000 | 0.17 |`,
    `| ${model} | T4→T5 | (1, 1) | +0.0000 | — | +0.000 | N/A (omnibus n.s.) |`,
    `| ${model} | T4→T5 | (1, 1) | +0.043 | — | +1.000 | N/A (omnibus n.s.) |`,
    "| Judge 1 – Judge 3 | -0.273 | -0.063 | 0.0445 |",
    "**Krippendorff's α** (interval): -0.117",
    `| proportionality | 0.15 | ${model} | 0.940 ± 0.083 |`,
    `| ${model} | T6 | 0.25 | 0.25 | 0.25 | 29 | 722 | 218778 | 44337 |`,
    `| ${model} | **Total** | 0.14 | 1.01 | nan | 186 | 4665 | 829766 | 165596 |`,
    `| ${model} | Duration (s) | 7 | 184.1175 | 179.0024 | 153.1304 | 207.3469 | 173.8441 | 200.8274 | 19.7663 | -0.252 | -1.172 |`,
  ]) {
    expect(lines).toContain(row);
  }
});

test("a name ends no cell, and moves no cursor", () => {
  const hostile = runOf("e/T0/00/1", [judge(1, 0.9)], { agentModel: "a|b\n\u001b[2Jc" });
  const text = renderUpstreamFigures(upstreamFigures(resultsOf([hostile])));
  expect(text).toContain("| a\\|b [2Jc | T0 |");
  expect(text).not.toContain("\u001b");
});

test("no results at all make tables without rows", () => {
  expect(renderUpstreamFigures(upstreamFigures(resultsOf([])))).toContain("0 runs of 0 subtests");
});

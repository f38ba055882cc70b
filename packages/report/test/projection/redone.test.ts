import type { SpendRecord } from "@scylla/contracts";
import { projector, renderMarkdown, renderTerminal, reportExtras, spendOf } from "@scylla/report";
import { expect, test } from "vitest";
import { byPassRate, view } from "../fixtures/views.ts";

const USD = 1_000_000_000;
const loss = (run: number, attempt: number, reason: string, cost: number | null): SpendRecord => ({
  run,
  attempt,
  reason,
  cost,
  atMs: 0,
});

const GIVEN = view({
  setUps: [{ name: "T0/x", runs: { a: [`P${USD}`, `F${USD}`, "."] } }],
  repeats: 3,
  spend: [
    loss(1, 7, "rerun of --outcome timeout: slow *network*", 4 * USD),
    loss(1, 8, "rerun of --outcome timeout: slow *network*", null),
    loss(2, 7, "interrupted", 8 * USD),
    loss(3, 7, "rerun of --outcome timeout: slow *network*", 2 * USD),
    loss(2, 8, "rerun of --run 2", USD),
  ],
});

test("attempts that were replaced on request are counted by request, and their money is in the totals", () => {
  expect(reportExtras(GIVEN).redone).toEqual([
    { reason: "rerun of --outcome timeout: slow *network*", runs: 2, costUsd: 6, unknown: 1 },
    { reason: "rerun of --run 2", runs: 1, costUsd: 1, unknown: 0 },
  ]);
  expect(spendOf(GIVEN)).toEqual({ resultsUsd: 2, outsideUsd: 15, unknown: 1 });
});

test("reports say who asked for what to be done again, what it replaced, and that a choice by outcome is none at random", () => {
  const results = projector({ select: byPassRate }).results(GIVEN);
  const markdown = renderMarkdown(results, reportExtras(GIVEN));
  expect(markdown.split("\n").filter((line) => line.includes("bought again"))).toMatchInlineSnapshot(`
    [
      "- 2 runs were marked to be bought again (rerun of --outcome timeout: slow \\*network\\*); what this replaced cost \\$6.00, outside of these results; of 1 attempt the cost is unknown. Runs picked by how they ended make their set-ups look other than they are.",
      "- 1 run was marked to be bought again (rerun of --run 2); what this replaced cost \\$1.00, outside of these results.",
    ]
  `);
  const terminal = renderTerminal(results, { width: 200, color: false, extras: reportExtras(GIVEN) });
  expect(terminal.split("\n").filter((line) => line.includes("bought again"))).toMatchInlineSnapshot(`
    [
      "2 runs were marked to be bought again (rerun of --outcome timeout: slow *network*); what this replaced cost $6.00, outside of these results; of 1 attempt the cost is unknown. Runs picked by how they",
      "1 run was marked to be bought again (rerun of --run 2); what this replaced cost $1.00, outside of these results.",
    ]
  `);
});

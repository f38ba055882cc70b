import type { SpendRecord } from "@scylla/contracts";
import { spendOf } from "@scylla/report";
import { expect, test } from "vitest";
import { view } from "../fixtures/views.ts";

const USD = 1_000_000_000;
const loss = (run: number, attempt: number, cost: number | null): SpendRecord => ({
  run,
  attempt,
  reason: "interrupted",
  cost,
  atMs: 0,
});

test("results, what bought none, and what nobody knows are told apart", () => {
  const given = view({
    setUps: [{ name: "T0/x", runs: { a: [`P${USD}`, `C${2 * USD}`, "F", `I${3 * USD}`, ".", "B"] } }],
    repeats: 6,
    spend: [loss(1, 7, 4 * USD), loss(2, 7, null)],
  });
  expect(spendOf(given)).toEqual({ resultsUsd: 3, outsideUsd: 7, unknown: 3 });
});

test("an attempt that stands in the ledger is counted once", () => {
  const given = view({ setUps: [{ name: "T0/x", runs: { a: [`P${USD}`] } }], repeats: 1, spend: [loss(1, 1, USD)] });
  expect(spendOf(given)).toEqual({ resultsUsd: 0, outsideUsd: 1, unknown: 0 });
});

test("money for runs that are not planned any more is not forgotten", () => {
  const given = view({ setUps: [{ name: "T0/x", runs: { a: [`P${USD}`, `P${USD}`] } }], repeats: 1 });
  expect(spendOf(given)).toEqual({ resultsUsd: 1, outsideUsd: 1, unknown: 0 });
});

test("nothing bought is known to cost nothing", () => {
  expect(spendOf(view({ setUps: [], repeats: 1 }))).toEqual({ resultsUsd: 0, outsideUsd: 0, unknown: 0 });
});

import { expect, test } from "vitest";
import { groupLines } from "../../src/progress/group-lines.ts";
import { titlesOf } from "../../src/progress/titles.ts";
import { NAMED_PLAN } from "../fixtures/events.ts";
import { group } from "../fixtures/snapshots.ts";

const titles = titlesOf(NAMED_PLAN);

test("one group needs no line of its own, and no row takes none", () => {
  expect(groupLines([group("T0")], { width: 79, rows: 9, titles })).toEqual([]);
  expect(groupLines([group("T0"), group("T1")], { width: 79, rows: 0, titles })).toEqual([]);
});

test("what failed and what is finally missing stands with its group", () => {
  const groups = [group("T0", { done: 8, missing: 1 }), group("T1", { done: 2, failed: 3 })];
  expect(groupLines(groups, { width: 79, rows: 9, titles })).toEqual([
    "  Prompts (T0) ██████████ 8 of 8 · 1 finally missing",
    "  Skills (T1)  ██░░░░░░░░ 2 of 8 · 3 failed",
  ]);
});

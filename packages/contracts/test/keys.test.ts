import { cellLabel, compareCells, runLabel } from "@scylla/contracts";
import { expect, test } from "vitest";

const key = { task: "slugify", tier: "T3", subtest: "07-reviewer", agent: "claude" };

test("labels name the place of a cell and the number of a run", () => {
  expect(cellLabel(key)).toBe("slugify/T3/07-reviewer/claude");
  expect(runLabel(key, 2)).toBe("slugify/T3/07-reviewer/claude/02");
  expect(runLabel(key, 120)).toBe("slugify/T3/07-reviewer/claude/120");
});

test("key order goes by task, tier, subtest, agent, each by code unit", () => {
  const keys = [key, { ...key, agent: "Codex" }, { ...key, tier: "T10" }, { ...key, task: "Z" }].sort(compareCells);
  expect(keys.map(cellLabel)).toEqual([
    "Z/T3/07-reviewer/claude",
    "slugify/T10/07-reviewer/claude",
    "slugify/T3/07-reviewer/Codex",
    "slugify/T3/07-reviewer/claude",
  ]);
});

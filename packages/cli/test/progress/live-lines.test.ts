import { stripVTControlCharacters } from "node:util";
import { textWidth } from "@scylla/report";
import { expect, test } from "vitest";
import { type LiveView, liveLines } from "../../src/progress/live-lines.ts";
import { titlesOf } from "../../src/progress/titles.ts";
import { NAMED_PLAN } from "../fixtures/events.ts";
import { active, group, snapshot } from "../fixtures/snapshots.ts";

function view(changes: Partial<LiveView> = {}): LiveView {
  return { columns: 80, rows: 24, color: false, monotonicMs: 65_000, titles: titlesOf(NAMED_PLAN), ...changes };
}

const BUSY = snapshot({
  total: 40,
  kept: 10,
  done: 10,
  elapsedMs: 65_000,
  cost: 1_230_000_000,
  failed: 1,
  active: [active(1), active(2, "check", "slugs/T1/00-skill/fake"), active(3, "capture")],
  groups: [group("T0", { planned: 20, kept: 10, done: 6, failed: 1 }), group("T1", { planned: 20, done: 4 })],
});

test("80 columns", () => {
  expect(liveLines(BUSY, view()).join("\n")).toMatchInlineSnapshot(`
    "██████░░░░░░ 20 of 40 runs · 1 failed · 1:05 · about 2:03 left · $1.23 reported
      Prompts (T0) ████████░░ 16 of 20 · 1 failed
      Skills (T1)  ██░░░░░░░░ 4 of 20
      A rule (T0/01-rule), answer, run 1           agent 1:05
      A [31m skill (T1/00-skill), slugs, run 2    checks 1:05
      A rule (T0/01-rule), answer, run 3         capture 1:05"
  `);
});

test("200 columns", () => {
  expect(liveLines(BUSY, view({ columns: 200 })).join("\n")).toMatchInlineSnapshot(`
    "███████████████░░░░░░░░░░░░░░░ 20 of 40 runs · 1 failed · 1:05 · about 2:03 left · $1.23 reported
      Prompts (T0) ████████░░ 16 of 20 · 1 failed
      Skills (T1)  ██░░░░░░░░ 4 of 20
      A rule (T0/01-rule), answer, run 1           agent 1:05
      A [31m skill (T1/00-skill), slugs, run 2    checks 1:05
      A rule (T0/01-rule), answer, run 3         capture 1:05"
  `);
});

test("before the plan is made there is one line that says so", () => {
  expect(liveLines(snapshot({ elapsedMs: 3000 }), view())).toEqual(["Preparing · 0:03"]);
});

test("while it stops, it says so and guesses no end", () => {
  const [headline] = liveLines({ ...BUSY, draining: true }, view({ columns: 120 }));
  expect(headline).toMatch(/ · stopping$/);
  expect(headline).not.toContain("left");
});

test("20 columns", () => {
  expect(liveLines(BUSY, view({ columns: 20 })).join("\n")).toMatchInlineSnapshot(`
    "20/40, 1 failed
      Prompts…  16 of…
      Skills (… 4 of 20
      A rule (T0/… 1:05
      A [31m skil… 1:05
      A rule (T0/… 1:05"
  `);
});

test("runs that do not fit are counted, and the region leaves two rows", () => {
  const many = snapshot({ total: 90, active: Array.from({ length: 30 }, (_, i) => active(i + 1)) });
  const lines = liveLines(many, view({ rows: 10 }));
  expect(lines).toHaveLength(9);
  expect(lines.at(-1)).toBe("  and 23 more running");
  expect(liveLines(many, view({ rows: 2 }))).toHaveLength(1);
});

test("groups and runs share the rows, and finished groups give way first", () => {
  const groups = Array.from({ length: 9 }, (_, i) => group(`T${i}`, { done: i < 5 ? 8 : 1 }));
  const many = snapshot({ total: 72, groups, active: Array.from({ length: 30 }, (_, i) => active(i + 1)) });
  const lines = liveLines(many, view({ rows: 12 }));
  expect(lines).toHaveLength(11);
  expect(lines.slice(1, 6).map((line) => line.trim().split(" ")[0])).toEqual(["T5", "T6", "T7", "T8", "and"]);
  for (let rows = 1; rows < 60; rows++) {
    expect(liveLines(many, view({ rows })).length).toBeLessThanOrEqual(Math.max(1, rows - 1));
  }
});

test("no line reaches the last column, at any width, with wide titles too", () => {
  const wide = titlesOf({ ...NAMED_PLAN, subtests: [{ tier: "T0", id: "01-rule", title: "規則を一つ🦑".repeat(9) }] });
  for (let columns = 2; columns < 220; columns++) {
    for (const line of liveLines(BUSY, view({ columns, titles: wide }))) expect(textWidth(line)).toBeLessThan(columns);
  }
});

test("colour adds nothing but colour", () => {
  const coloured = liveLines(BUSY, view({ color: true })).join("\n");
  expect(coloured).not.toBe(stripVTControlCharacters(coloured));
  expect(stripVTControlCharacters(coloured)).toBe(liveLines(BUSY, view()).join("\n"));
});

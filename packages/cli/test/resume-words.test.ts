import { expect, test } from "vitest";
import { clockTime, isFirstDrive, resumeWords } from "../src/resume-words.ts";
import { item, resumePlan } from "./fixtures/events.ts";

test("kept, repeated and new are always told, the rest where there is any", () => {
  expect(
    resumeWords(resumePlan({ keep: 31, redo: [item(1, "workspace", "it was interrupted while its agent ran")] })),
  ).toEqual(["Runs: 31 kept, 1 repeated, 0 new.", "  1: it was interrupted while its agent ran"]);
});

test("everything at once, with the reasons in order of their number", () => {
  const plan = resumePlan({
    keep: 1,
    redo: [item(1, "workspace", "a"), item(2, "capture", "b"), item(3, "check", "b")],
    regrade: [item(4, "check", "its task's checks changed since")],
    new: 5,
    waiting: 6,
    parked: [{ ...item(7, "agent", "fake asked to wait"), untilMs: Date.UTC(2026, 0, 2) }],
  });
  expect(resumeWords(plan)).toEqual([
    "Runs: 1 kept, 1 repeated, 2 carried on, 1 graded again, 5 new, 6 waiting for the groups that they inherit from, 1 parked.",
    "  2: b",
    "  1: a",
    "  1: its task's checks changed since",
    `  parked until ${clockTime(Date.UTC(2026, 0, 2))}: fake asked to wait`,
  ]);
});

test("many reasons are cut short", () => {
  const redo = Array.from({ length: 6 }, (_, i) => item(i, "workspace", `reason ${i}`));
  expect(resumeWords(resumePlan({ redo })).at(-1)).toBe("  and 2 more reasons");
});

test("a drive is the first where nothing of an earlier one is there", () => {
  expect(isFirstDrive(resumePlan({ new: 3, waiting: 1 }))).toBe(true);
  expect(isFirstDrive(resumePlan({ keep: 1 }))).toBe(false);
  expect(isFirstDrive(resumePlan({ redo: [item(1, "agent", "x")] }))).toBe(false);
});

test("moments are told in local time, to the minute", () => {
  expect(clockTime(new Date(2026, 2, 4, 5, 6, 59).getTime())).toBe("2026-03-04 05:06");
});

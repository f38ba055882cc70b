import { nearestName } from "@scylla/contracts";
import { expect, test } from "vitest";

const KINDS = ["command", "claude-code", "codex", "opencode"];

test.each([
  ["comand", "command"],
  ["Command", "command"],
  ["claude", "claude-code"],
  ["opencodex", "opencode"],
  ["codes", "codex"],
])("%s was meant to be %s", (wanted, meant) => {
  expect(nearestName(wanted, KINDS)).toBe(meant);
});

test.each(["", "x", "gemini-cli", "zzzzzzz"])("nothing is suggested for %j", (wanted) => {
  expect(nearestName(wanted, KINDS)).toBeNull();
  expect(nearestName(wanted, [])).toBeNull();
});

test.each([
  ["tasks for a swapped pair", "taks", ["tasks", "tiers"], "tasks"],
  ["another case", "REPEATS", ["repeats"], "repeats"],
  ["the beginning of a name", "B01", ["B01-basics", "B02-tests"], "B01-basics"],
  ["one letter too many", "turnss", ["turns", "time"], "turns"],
  ["nothing that is far", "colour", ["tasks", "ladder"], null],
  ["nothing among none", "x", [], null],
])("finds %s", (_what, name, known, expected) => {
  expect(nearestName(name, known)).toBe(expected);
});

test("equally near names are taken in order, whatever order they come in", () => {
  expect(nearestName("ac", ["ab", "aa"])).toBe("aa");
  expect(nearestName("ac", ["aa", "ab"])).toBe("aa");
});

test("a whole book is no slip of the finger", () => {
  expect(nearestName("command".repeat(100_000), KINDS)).toBe("command");
});

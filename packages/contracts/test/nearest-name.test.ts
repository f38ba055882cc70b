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

import { expect, test } from "vitest";
import { isSameModel } from "../../src/treatment/same-model.ts";

test.each([
  ["claude-sonnet-4-5", "claude-sonnet-4-5-20250929", true],
  ["gpt-5", "gpt-5-2025-08-07", true],
  ["anthropic/claude-opus-4-6", "claude-opus-4-6", true],
  ["claude-opus-4-6[1m]", "claude-opus-4-6", true],
  ["sonnet", "claude-sonnet-5-5", true],
  ["claude-sonnet-4", "claude-sonnet-4-5", false],
  ["gpt-5", "gpt-5-mini", false],
  ["gpt-5", "gpt-5.1", false],
  ["sonnet", "claude-opus-4-6", false],
])("%s asked for, %s served: %s", (asked, said, same) => {
  expect(isSameModel(asked, said)).toBe(same);
});

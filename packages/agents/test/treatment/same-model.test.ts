import { expect, test } from "vitest";
import { isSameModel } from "../../src/treatment/same-model.ts";

test.each([
  ["claude-sonnet-4-5", "claude-sonnet-4-5-20250929", true],
  ["gpt-5", "gpt-5-2025-08-07", true],
  ["anthropic/claude-opus-4-6", "claude-opus-4-6", true],
  ["claude-opus-4-6[1m]", "claude-opus-4-6", true],
  ["sonnet", "claude-sonnet-5-5", true],
  ["us.anthropic.claude-sonnet-4-5-20250929-v1:0", "claude-sonnet-4-5-20250929", true],
  ["global.anthropic.claude-opus-4-6-v1", "claude-opus-4-6", true],
  ["arn:aws:bedrock:us-east-1:1:inference-profile/eu.anthropic.claude-x-1-v1:0", "claude-x-1", true],
  ["arn:aws:bedrock:us-east-1:1:inference-profile/eu.anthropic.claude-x-1-v1:0", "claude-x-2", false],
  ["arn:aws:bedrock:us-east-1:1:application-inference-profile/ab1cd", "claude-sonnet-4-5-20250929", true],
  ["us.anthropic.claude-sonnet-4-5-20250929-v1:0", "claude-haiku-4-5-20251001", false],
  ["claude-sonnet-4-5@20250929", "claude-sonnet-4-5-20250929", true],
  ["claude-sonnet-4-5@20250929", "claude-sonnet-4-5-20251101", false],
  ["claude-sonnet-4", "claude-sonnet-4-5", false],
  ["gpt-5", "gpt-5-mini", false],
  ["gpt-5", "gpt-5.1", false],
  ["sonnet", "claude-opus-4-6", false],
])("%s asked for, %s served: %s", (asked, said, same) => {
  expect(isSameModel(asked, said)).toBe(same);
});

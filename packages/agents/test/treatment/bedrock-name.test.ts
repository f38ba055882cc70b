import { expect, test } from "vitest";
import { bedrockModel } from "../../src/treatment/bedrock-name.ts";

test.each([
  ["anthropic.claude-3-5-haiku-20241022-v1:0", "claude-3-5-haiku-20241022"],
  ["us-gov.anthropic.claude-sonnet-4-5-20250929-v1:0", "claude-sonnet-4-5-20250929"],
  ["us.anthropic.claude-sonnet-4-6", "claude-sonnet-4-6"],
  ["amazon.nova-lite-v1:0", "nova-lite"],
  ["claude-sonnet-4-5", null],
  ["gpt-5.1-mini", null],
  ["ours.claude-x", null],
  ["anthropic.", null],
])("%s is %s", (name, model) => {
  expect(bedrockModel(name)).toBe(model);
});

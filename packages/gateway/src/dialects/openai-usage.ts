import { count, members } from "../read-json.ts";
import { type CallUsage, usageOf } from "../usage.ts";

/** Where the two OpenAI protocols keep the same numbers. */
interface Names {
  readonly input: string;
  readonly output: string;
  readonly inputDetails: string;
  readonly outputDetails: string;
}

export const RESPONSES_USAGE: Names = {
  input: "input_tokens",
  output: "output_tokens",
  inputDetails: "input_tokens_details",
  outputDetails: "output_tokens_details",
};

export const CHAT_USAGE: Names = {
  input: "prompt_tokens",
  output: "completion_tokens",
  inputDetails: "prompt_tokens_details",
  outputDetails: "completion_tokens_details",
};

/** Input includes what was read from and written to caches; output includes reasoning. */
export function openaiUsage(value: unknown, names: Names): CallUsage | undefined {
  const given = members(value);
  const input = count(given[names.input]);
  const output = count(given[names.output]);
  if (input === undefined && output === undefined) return undefined;
  const cached = members(given[names.inputDetails]);
  const cacheReadTokens = count(cached["cached_tokens"]);
  const cacheWriteTokens = count(cached["cache_write_tokens"]);
  const reasoningTokens = count(members(given[names.outputDetails])["reasoning_tokens"]);
  return usageOf({
    inputTokens:
      input === undefined ? undefined : Math.max(0, input - (cacheReadTokens ?? 0) - (cacheWriteTokens ?? 0)),
    outputTokens: withReasoning(input, output, reasoningTokens, count(given["total_tokens"])),
    cacheReadTokens,
    cacheWriteTokens,
    reasoningTokens,
  });
}

/** Some compatible servers count reasoning beside the output; their total gives it away. */
function withReasoning(input?: number, output?: number, reasoning?: number, total?: number): number | undefined {
  if (output === undefined || !reasoning || input === undefined) return output;
  return total === input + output + reasoning ? output + reasoning : output;
}

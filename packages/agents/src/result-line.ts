import type { TokenUsage } from "@scylla/contracts";
import { z } from "zod";
import { amount } from "./amount.ts";
import { tokenCount } from "./usage.ts";

/** What a result line says; anything that it does not say, or that can't be true, is null. */
export interface ResultLine {
  readonly usage: TokenUsage | null;
  readonly costUsd: number | null;
}

const NOTHING: ResultLine = { usage: null, costUsd: null };

const resultLineSchema = z.looseObject({
  type: z.literal("result"),
  usage: z.record(z.string(), z.unknown()).nullable().catch(null).default(null),
  costUsd: amount.nullable().catch(null).default(null),
});

/**
 * The names under which a count is taken, first come first served: ours, the same in snake case, and the usual ones of provider APIs.
 * Counts that are part of another one (OpenAI's `cached_input_tokens`) are not among them.
 */
const USAGE_NAMES = {
  inputTokens: ["inputTokens", "input_tokens", "prompt_tokens"],
  outputTokens: ["outputTokens", "output_tokens", "completion_tokens"],
  cacheReadTokens: ["cacheReadTokens", "cache_read_tokens", "cache_read_input_tokens"],
  cacheWriteTokens: ["cacheWriteTokens", "cache_write_tokens", "cache_creation_input_tokens"],
  reasoningTokens: ["reasoningTokens", "reasoning_tokens", "reasoning_output_tokens"],
} as const satisfies Record<keyof TokenUsage, readonly string[]>;

/** Reads `{"type":"result","usage":{...},"costUsd":n}`. Any other line says nothing, and is no error. */
export function readResultLine(line: string | null): ResultLine {
  if (!line?.startsWith("{")) return NOTHING;
  const parsed = resultLineSchema.safeParse(parseJson(line));
  if (!parsed.success) return NOTHING;
  return { usage: parsed.data.usage && normaliseUsage(parsed.data.usage), costUsd: parsed.data.costUsd };
}

function normaliseUsage(said: Readonly<Record<string, unknown>>): TokenUsage | null {
  const known = Object.entries(USAGE_NAMES).flatMap(([name, aliases]) => {
    const count = aliases.map((alias) => tokenCount.safeParse(said[alias])).find((one) => one.success)?.data;
    return count === undefined ? [] : [[name, count] as const];
  });
  return known.length === 0 ? null : Object.fromEntries(known);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

import { nanoFromUsd, type TokenUsage } from "@scylla/contracts";
import { z } from "zod";

/** What a result line says; anything that it does not say, or that can't be true, is null. */
export interface ResultLine {
  readonly usage: TokenUsage | null;
  readonly costUsd: number | null;
}

const NOTHING: ResultLine = { usage: null, costUsd: null };

/** Adding 0 turns -0 into 0. */
const tokenCount = z
  .int()
  .min(0)
  .transform((count) => count + 0);

const cost = z
  .number()
  .min(0)
  .refine(isAmount)
  .transform((usd) => usd + 0);

const resultLineSchema = z.looseObject({
  type: z.literal("result"),
  usage: z.record(z.string(), z.unknown()).nullable().catch(null).default(null),
  costUsd: cost.nullable().catch(null).default(null),
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

/** What the store can hold as money. */
function isAmount(usd: number): boolean {
  try {
    nanoFromUsd(usd);
    return true;
  } catch {
    return false;
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

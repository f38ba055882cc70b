import type { TokenUsage } from "@scylla/contracts";
import { promptTokens, sumUsage, usageOf } from "../usage.ts";
import type { AssistantEvent } from "./events.ts";

/** Ids that are told apart; beyond them the number of calls is unknown. */
const ID_LIMIT = 100_000;
const ID_LENGTH = 100;

export interface MessageCounter {
  add(event: AssistantEvent): void;
  /** Output tokens are not in it: single events carry a placeholder. */
  counts(): { readonly calls: number | null; readonly usage: TokenUsage | null; readonly longestPrompt: number | null };
}

/** Counts model calls: the blocks of one answer come as events of one message id, those of sub-agents in between. */
export function messageCounter(): MessageCounter {
  const seen = new Set<string>();
  let full = false;
  let usage: TokenUsage | null = null;
  let longest: number | null = null;
  return {
    add: ({ message }) => {
      const id = message.id?.slice(0, ID_LENGTH);
      if (id === undefined || seen.has(id)) return;
      full ||= seen.size >= ID_LIMIT;
      if (full) return;
      seen.add(id);
      if (!message.usage) return;
      const one = usageOf({
        inputTokens: message.usage.input_tokens,
        cacheReadTokens: message.usage.cache_read_input_tokens,
        cacheWriteTokens: message.usage.cache_creation_input_tokens,
      });
      longest = Math.max(longest ?? 0, promptTokens(one) ?? 0);
      usage = usage ? sumUsage([usage, one]) : one;
    },
    counts: () => ({ calls: full ? null : seen.size, usage, longestPrompt: full ? null : longest }),
  };
}

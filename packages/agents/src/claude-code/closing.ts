import type { AgentEnding, ModelUsage } from "@scylla/contracts";
import { usageOf } from "../usage.ts";
import type { ResultEvent } from "./events.ts";

/** What the closing event says about the end. Its `subtype` alone would not do: `success` is also said after an API error. */
export function endingOf({ is_error, subtype, terminal_reason }: ResultEvent): AgentEnding {
  const name = terminal_reason ?? subtype ?? "result";
  if (subtype === "error_max_turns" || subtype === "error_max_budget_usd") return { kind: "limit", name };
  if (terminal_reason === "api_error") return { kind: "provider", name };
  // An end that does not say whether it is an error can't be taken for a good one.
  return { kind: is_error === false ? "completed" : "failed", name };
}

/** Sub-agents included; the event's `usage` leaves out their tokens, and the last call before a limit. */
export function modelsOf({ modelUsage }: ResultEvent): readonly ModelUsage[] | null {
  if (!modelUsage) return null;
  return Object.entries(modelUsage).map(([model, totals]) => ({
    model,
    ...usageOf({
      inputTokens: totals.inputTokens,
      outputTokens: totals.outputTokens,
      cacheReadTokens: totals.cacheReadInputTokens,
      cacheWriteTokens: totals.cacheCreationInputTokens,
      reasoningTokens: totals.thinkingTokens,
    }),
    ...(totals.cacheCreationEphemeral1hInputTokens && {
      cacheWriteHourTokens: totals.cacheCreationEphemeral1hInputTokens,
    }),
  }));
}

/** Null where it is made up, or 0 because an answer never came to its end. */
export function costOf(event: ResultEvent): number | null {
  const models = Object.values(event.modelUsage ?? {});
  if (models.some((totals) => totals.costBasis === "unknown")) return null;
  const cut = endingOf(event).kind === "provider" && event.api_error_status === null;
  return cut && models.length === 0 ? null : event.total_cost_usd;
}

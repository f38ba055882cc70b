import {
  type AgentReport,
  type AttemptEnd,
  type GatewaySummary,
  nanoFromUsd,
  type ProcessResult,
  type TokenUsage,
} from "@scylla/contracts";

/** What an attempt used, and what that costs. */
export type Purchase = Pick<AttemptEnd, "usage" | "cost" | "costSource">;

/**
 * What was bought, by whoever knows it best: the gateway, which counts every agent in one way, where it saw and could price every
 * call; then what the agent's own count costs by a price list; then what the agent says. A sum that is known to be too low is none.
 * @param isReplayed nobody was paid: it is what the recorded purchase cost.
 */
export function purchaseOf(
  report: AgentReport,
  result: ProcessResult,
  seen: GatewaySummary | null,
  isReplayed = false,
): Purchase {
  const bought = boughtBy(report, result, seen);
  if (bought.cost === null) return bought;
  if (isReplayed) return { ...bought, costSource: "replayed" };
  return seen?.notional ? { ...bought, costSource: "notional" } : bought;
}

function boughtBy(report: AgentReport, result: ProcessResult, seen: GatewaySummary | null): Purchase {
  const knows = !seen || isWhole(seen) || countsMore(report, seen);
  const usage = (knows ? report.usage : null) ?? (seen && isWhole(seen) ? seen.usage : null);
  // Nothing is bought of an agent that was not started.
  if (result.exit.kind === "not-started") return { usage, cost: 0, costSource: "computed" };
  if (seen && isWhole(seen) && seen.unpriced === 0) return { usage, cost: seen.cost, costSource: "metered" };
  if (!knows) return { usage, cost: null, costSource: "unknown" };
  const { computedCostUsd = null, costUsd } = report;
  if (computedCostUsd !== null) return { usage, cost: nanoFromUsd(computedCostUsd), costSource: "computed" };
  if (costUsd !== null) return { usage, cost: nanoFromUsd(costUsd), costSource: "reported" };
  return { usage, cost: null, costSource: "unknown" };
}

/**
 * What a gateway could not count of a call, an agent may have; one that did counts more. Of an answer that broke off it has the beginning
 * only, so the count of an agent that ended for want of an answer is too low.
 */
function countsMore({ usage, facts }: AgentReport, seen: GatewaySummary): boolean {
  return usage !== null && facts?.ending?.kind !== "provider" && tokensOf(usage) > tokensOf(seen.usage);
}

function tokensOf({
  inputTokens = 0,
  outputTokens = 0,
  cacheReadTokens = 0,
  cacheWriteTokens = 0,
}: TokenUsage): number {
  return inputTokens + outputTokens + cacheReadTokens + cacheWriteTokens;
}

/** A call that broke off before its usage was told is missing in the sums. */
function isWhole({ unmetered }: GatewaySummary): boolean {
  return unmetered === 0;
}

import type { AgentReport, TokenUsage, Trajectory, TrajectoryStep } from "@scylla/contracts";
import { promptTokens } from "../usage.ts";

/** ATIF counts cached tokens into the prompt, ours does not. */
export function metricsOf(usage: TokenUsage | undefined, costUsd?: number): TrajectoryStep["metrics"] {
  if (!usage && costUsd === undefined) return undefined;
  const { outputTokens, cacheReadTokens } = usage ?? {};
  const prompt = promptTokens(usage ?? {});
  const extra = extraOf(usage ?? {});
  return {
    ...(prompt !== undefined && { prompt_tokens: prompt }),
    ...(outputTokens !== undefined && { completion_tokens: outputTokens }),
    ...(cacheReadTokens !== undefined && { cached_tokens: cacheReadTokens }),
    ...(costUsd !== undefined && { cost_usd: costUsd }),
    ...(extra && { extra }),
  };
}

/** Totals of a run; what is unknown is left out. */
export function finalMetrics(report: AgentReport, steps: number): NonNullable<Trajectory["final_metrics"]> {
  const usage = report.usage ?? {};
  const prompt = promptTokens(usage);
  const cost = report.computedCostUsd ?? report.costUsd;
  const extra = extraOf(usage);
  return {
    ...(prompt !== undefined && { total_prompt_tokens: prompt }),
    ...(usage.outputTokens !== undefined && { total_completion_tokens: usage.outputTokens }),
    ...(usage.cacheReadTokens !== undefined && { total_cached_tokens: usage.cacheReadTokens }),
    ...(cost !== null && { total_cost_usd: cost }),
    total_steps: steps,
    ...(extra && { extra }),
  };
}

function extraOf({ cacheWriteTokens, reasoningTokens }: TokenUsage): Record<string, unknown> | undefined {
  const extra = {
    ...(cacheWriteTokens !== undefined && { cache_creation_input_tokens: cacheWriteTokens }),
    ...(reasoningTokens !== undefined && { reasoning_tokens: reasoningTokens }),
  };
  return Object.keys(extra).length === 0 ? undefined : extra;
}

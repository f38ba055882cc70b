import type { ModelUsage, TokenUsage } from "@scylla/contracts";
import { z } from "zod";

/** Adding 0 turns -0 into 0. */
export const tokenCount = z
  .int()
  .min(0)
  .transform((count) => count + 0);

/** A count that is absent, or that can't be true, is unknown. */
export const maybeCount = tokenCount.optional().catch(undefined);

const NAMES = ["inputTokens", "outputTokens", "cacheReadTokens", "cacheWriteTokens", "reasoningTokens"] as const;

/** A count is known in the sum only where it is known in each part. Null for no part. */
export function sumUsage(parts: readonly TokenUsage[]): TokenUsage | null {
  if (parts.length === 0) return null;
  const known = NAMES.flatMap((name) => {
    const counts = parts.map((part) => part[name]);
    if (counts.includes(undefined)) return [];
    return [[name, counts.reduce((sum: number, count) => sum + (count ?? 0), 0)] as const];
  });
  return known.length === 0 ? null : Object.fromEntries(known);
}

/** Members that are not known are left out. */
export function usageOf(counts: TokenUsage): TokenUsage {
  return Object.fromEntries(Object.entries(counts).filter(([, count]) => count !== undefined));
}

/** All models together. */
export function totalUsage(models: readonly ModelUsage[] | null): TokenUsage | null {
  return models && sumUsage(models);
}

/** A whole without one of its parts, as far as both are known and agree. */
export function without(whole: number | undefined, ...parts: readonly (number | undefined)[]): number | undefined {
  if (whole === undefined) return undefined;
  const rest = parts.reduce((left: number, part) => left - (part ?? 0), whole);
  return rest < 0 ? undefined : rest;
}

/** Everything that a model read: fresh, from caches, and written to them. */
export function promptTokens({ inputTokens, cacheReadTokens, cacheWriteTokens }: TokenUsage): number | undefined {
  return inputTokens === undefined ? undefined : inputTokens + (cacheReadTokens ?? 0) + (cacheWriteTokens ?? 0);
}

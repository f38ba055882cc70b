import type { TokenUsage } from "@scylla/contracts";

/**
 * Tokens in one meaning for every provider: `inputTokens` were neither read from nor written to a cache, `outputTokens` include
 * `reasoningTokens`. What the provider did not tell is absent.
 */
export interface CallUsage extends TokenUsage {
  /** Those of `cacheWriteTokens` that are kept for an hour, which cost more. */
  readonly cacheWriteHourTokens?: number | undefined;
}

const PARTS = [
  "inputTokens",
  "outputTokens",
  "cacheReadTokens",
  "cacheWriteTokens",
  "cacheWriteHourTokens",
  "reasoningTokens",
] as const satisfies readonly (keyof CallUsage)[];

type Parts = Partial<Record<(typeof PARTS)[number], number | undefined>>;

/** Only the parts that are known, so that unknown is absent. */
export function usageOf(parts: Parts): CallUsage {
  return Object.fromEntries(PARTS.filter((part) => parts[part] !== undefined).map((part) => [part, parts[part]]));
}

/** A part that only one of them knows is that one's. */
export function addUsage(a: CallUsage, b: CallUsage): CallUsage {
  const sum = (part: (typeof PARTS)[number]) =>
    a[part] === undefined && b[part] === undefined ? undefined : (a[part] ?? 0) + (b[part] ?? 0);
  return usageOf(Object.fromEntries(PARTS.map((part) => [part, sum(part)])));
}

/** Two tellings of one call: counts only grow while it goes on, so the larger one is the later one. */
export function laterUsage(a: CallUsage, b: CallUsage): CallUsage {
  const later = (part: (typeof PARTS)[number]) => (a[part] === undefined ? b[part] : Math.max(a[part], b[part] ?? 0));
  return usageOf(Object.fromEntries(PARTS.map((part) => [part, later(part)])));
}

/** What a limit on tokens counts: everything that went in and came out, each token once. */
export function totalTokens(usage: CallUsage): number {
  const { inputTokens = 0, cacheReadTokens = 0, cacheWriteTokens = 0, outputTokens = 0 } = usage;
  return inputTokens + cacheReadTokens + cacheWriteTokens + outputTokens;
}

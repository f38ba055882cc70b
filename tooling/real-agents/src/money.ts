import type { TokenUsage } from "@scylla/contracts";
import type { ListPrice } from "./clis/real-cli.ts";

/** What calls cost at a list price, in nano-USD, by arithmetic of its own. */
export function priceOf(calls: readonly TokenUsage[], price: ListPrice): number {
  const sum = (of: (usage: TokenUsage) => number | undefined): number =>
    calls.reduce((total, usage) => total + (of(usage) ?? 0), 0);
  return Math.round(
    1000 *
      (sum((usage) => usage.inputTokens) * price.input +
        sum((usage) => usage.cacheReadTokens) * price.cacheRead +
        sum((usage) => usage.cacheWriteTokens) * (price.cacheWrite ?? price.input) +
        sum((usage) => usage.outputTokens) * price.output),
  );
}

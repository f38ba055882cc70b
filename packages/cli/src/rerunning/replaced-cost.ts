import { usdFromNano } from "@scylla/contracts";
import type { RerunItem } from "@scylla/runner-core";

/** What the attempts cost that would be replaced, and how many of unknown cost are not in the sum. */
export function replacedCost(items: readonly RerunItem[]): { readonly usd: number; readonly unknown: number } {
  const bought = items.filter(({ outcome }) => outcome !== null);
  return {
    usd: usdFromNano(bought.reduce((sum, { cost }) => sum + (cost ?? 0), 0)),
    unknown: bought.filter(({ cost }) => cost === null).length,
  };
}

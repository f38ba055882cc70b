import type { ModelPrice, ModelUsage } from "@scylla/contracts";

/** What models cost, of one state of a list. */
export interface PriceList {
  /** Name and version of the list, for plans and results. */
  readonly source: string;
  /**
   * USD for what models used; null when the price of one of them, or a count that it needs, is not known.
   * @param longestPromptTokens of a single call. Absent: unknown, and models that price long prompts apart may have no price.
   */
  cost(models: readonly ModelUsage[], longestPromptTokens?: number | null): number | null;
}

const MILLION = 1_000_000;

/** Prices of your own, by model, before those of a list. */
export function withOwnPrices(list: PriceList, own: Readonly<Record<string, ModelPrice>>): PriceList {
  const names = Object.keys(own).sort();
  if (names.length === 0) return list;
  return {
    source: `${list.source}, own prices for ${names.join(", ")}`,
    cost: (models, longest) => {
      const costs = models.map((used) => {
        const price = Object.hasOwn(own, used.model) ? own[used.model] : undefined;
        return price ? costAt(price, used) : list.cost([used], longest);
      });
      return costs.reduce<number | null>((sum, cost) => (sum === null || cost === null ? null : sum + cost), 0);
    },
  };
}

function costAt(price: ModelPrice, used: ModelUsage): number | null {
  if (used.inputTokens === undefined || used.outputTokens === undefined) return null;
  const { cacheReadTokens = 0, cacheWriteTokens = 0 } = used;
  const perMillion =
    used.inputTokens * price.input +
    used.outputTokens * price.output +
    cacheReadTokens * (price.cacheRead ?? price.input) +
    cacheWriteTokens * (price.cacheWrite ?? price.input);
  return perMillion / MILLION;
}

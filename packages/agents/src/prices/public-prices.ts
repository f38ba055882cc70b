import type { ModelInfo, PriceCalculation } from "@pydantic/genai-prices";
import type { ModelUsage } from "@scylla/contracts";
import { bedrockModel } from "../treatment/bedrock-name.ts";
import { isSameModel } from "../treatment/same-model.ts";
import type { PriceList } from "./price-list.ts";

/** The release whose prices these are. Nothing is fetched: a newer list comes with a newer release. */
export const PRICES_VERSION = "0.1.8";

/** What plans and results say of it. */
export const PRICE_SOURCE = `@pydantic/genai-prices ${PRICES_VERSION}`;

type MatchLogic = ModelInfo["match"];
type Usage = Readonly<Record<string, number>>;
type Calculate = (usage: Usage, model: string, provider: string | undefined) => PriceCalculation | null;

/**
 * Public list prices of model providers, as the package `@pydantic/genai-prices` collects them. Loading them takes a moment.
 * @param now decides which price holds where it changed, or depends on the time of day.
 */
export async function publicPrices(now: () => Date = () => new Date()): Promise<PriceList> {
  const { calcPrice, findProvider } = await import("@pydantic/genai-prices");
  const calculate: Calculate = (usage, model, provider) =>
    calcPrice(usage, model, { timestamp: now(), ...(provider !== undefined && { providerId: provider }) });
  const isProvider = (id: string): boolean => findProvider({ providerId: id }) !== undefined;
  return {
    source: PRICE_SOURCE,
    cost: (models, longest) => {
      let sum = 0;
      for (const used of models) {
        const cost = costOf(used, longest ?? null, calculate, isProvider);
        if (cost === null) return null;
        sum += cost;
      }
      return sum;
    },
  };
}

function costOf(
  used: ModelUsage,
  longest: number | null,
  calculate: Calculate,
  isProvider: (id: string) => boolean,
): number | null {
  const usage = usageFor(used);
  if (!usage) return null;
  const [prefix, name] = splitProvider(used.model);
  const named = prefix !== undefined && isProvider(prefix) ? prefix : undefined;
  const found = calculate(usage, name, named ?? (bedrockModel(name) === null ? undefined : "aws"));
  if (!found || !isMeant(found, name)) return null;
  const threshold = longPromptFrom(found.model_price);
  const input = usage["input_tokens"] ?? 0;
  if (input <= threshold) return found.total_price;
  // The list takes a sum of calls for one long prompt. Where no single one was long, the price of a share is that of the whole.
  if (longest === null || longest > threshold || longest === 0) return null;
  const share = Math.min(1, longest / input);
  const part = calculate(scaled(usage, share), name, found.provider.id);
  return part && part.total_price / share;
}

/** In the list's words: input includes what was read from caches and written to them. */
function usageFor(used: ModelUsage): Usage | null {
  const { inputTokens, outputTokens, cacheReadTokens = 0, cacheWriteTokens = 0, cacheWriteHourTokens = 0 } = used;
  if (inputTokens === undefined || outputTokens === undefined) return null;
  return {
    input_tokens: inputTokens + cacheReadTokens + cacheWriteTokens,
    output_tokens: outputTokens,
    cache_read_tokens: cacheReadTokens,
    cache_write_tokens: cacheWriteTokens,
    ...(cacheWriteHourTokens > 0 && { cache_write_1h_tokens: cacheWriteHourTokens }),
  };
}

function scaled(usage: Usage, share: number): Usage {
  return Object.fromEntries(Object.entries(usage).map(([name, count]) => [name, count * share]));
}

/** `anthropic/claude-opus-4-6` names its provider. */
function splitProvider(model: string): readonly [string | undefined, string] {
  const slash = model.lastIndexOf("/");
  return slash < 0 ? [undefined, model] : [model.slice(0, slash), model.slice(slash + 1)];
}

/** The list takes `claude-sonnet-5-5` for `claude-sonnet-5`, by its beginning. A price of another model is worse than none. */
function isMeant({ model }: { readonly model: ModelInfo }, name: string): boolean {
  return isSameModel(model.id, name) || isNamed(model.match, name);
}

function isNamed(match: MatchLogic, name: string): boolean {
  if ("equals" in match) return match.equals === name;
  if ("or" in match) return match.or.some((one) => isNamed(one, name));
  return false;
}

/** Tokens of a prompt from which on other prices hold; Infinity where there are none. */
function longPromptFrom(prices: PriceCalculation["model_price"]): number {
  const starts = Object.values(prices).flatMap((price) =>
    typeof price === "object" ? price.tiers.map((tier) => tier.start) : [],
  );
  return Math.min(Number.POSITIVE_INFINITY, ...starts);
}

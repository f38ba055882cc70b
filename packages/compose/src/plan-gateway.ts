import type { PriceList } from "@scylla/agents";
import {
  currentPlan,
  type Gateway,
  nanoFromUsd,
  PORTS,
  type RunReader,
  readView,
  ScyllaError,
} from "@scylla/contracts";
import type { Price } from "@scylla/gateway";
import { spentSoFar } from "@scylla/runner-core";
import { defaultPart } from "./check-ports.ts";

/** The providers that are there without a word about them in an experiment. */
const USUAL = ["anthropic", "openai", "gemini"];

export interface PlanPrices {
  /** @throws {ScyllaError} `INTERNAL` before the first route is open. */
  readonly list: PriceList;
  load(own: Parameters<typeof import("@scylla/agents").withOwnPrices>[1]): Promise<void>;
}

/** Prices that are loaded with the first agent that asks a model: the list is large, and most commands do without. */
export function planPrices(): PlanPrices {
  let loaded: PriceList | null = null;
  const list = (): PriceList => {
    if (loaded) return loaded;
    throw new ScyllaError("INTERNAL", "a price was asked for before prices were loaded");
  };
  return {
    list: {
      get source() {
        return list().source;
      },
      cost: (models, longest) => list().cost(models, longest),
    },
    load: async (own) => {
      const { publicPrices, withOwnPrices } = await import("@scylla/agents");
      loaded ??= withOwnPrices(await publicPrices(), own);
    },
  };
}

/**
 * The gateway of the plan that is being run: its providers and prices, and what is left of its budget. It starts with the first
 * agent that asks for a model; an experiment without such agents never starts one.
 */
export function planGateway(store: RunReader, prices: PlanPrices): Gateway {
  let started: Promise<Gateway> | null = null;
  const gateway = (): Promise<Gateway> => (started ??= start(store, prices));
  const close = async (): Promise<void> => (await started)?.close();
  return {
    port: PORTS.gateway,
    open: async (request) => (await gateway()).open(request),
    close,
    [Symbol.asyncDispose]: close,
  };
}

/** A gateway of the caller's own prices its calls itself; what agents count is priced by the plan's list. */
export function withLoadedPrices(gateway: Gateway, store: RunReader, prices: PlanPrices): Gateway {
  return {
    ...gateway,
    open: async (request) => {
      await prices.load(currentPlan(await store.plans())?.frozen.prices?.own ?? {});
      return gateway.open(request);
    },
  };
}

async function start(store: RunReader, prices: PlanPrices): Promise<Gateway> {
  const { startGateway, plannedProvider } = await import("@scylla/gateway");
  const frozen = currentPlan(await store.plans())?.frozen;
  const view = await readView(store);
  await prices.load(frozen?.prices?.own ?? {});
  const own = frozen?.providers ?? [];
  const usual = USUAL.filter((id) => !own.some((one) => one.id === id)).map((id) => ({
    ...{ id, baseUrl: null, key: null, scheme: null, headers: {}, login: "gateway" as const, ca: null },
  }));
  const providers = [...own, ...usual].map(plannedProvider);
  const { budget = null } = frozen ?? {};
  const left = budget === null ? undefined : Math.max(0, budget - (view ? spentSoFar(view) : 0));
  const price = priceBy(prices.list);
  return defaultPart(
    "gateway",
    "@scylla/gateway",
    await startGateway({ providers, price, ...(left !== undefined && { limits: { cost: left } }) }),
  );
}

/** A call of its own is its longest prompt. */
function priceBy(list: PriceList): Price {
  return ({ model, usage }) => {
    if (model === null) return null;
    const { inputTokens = 0, cacheReadTokens = 0, cacheWriteTokens = 0 } = usage;
    const usd = list.cost([{ model, ...usage }], inputTokens + cacheReadTokens + cacheWriteTokens);
    return usd === null ? null : nanoFromUsd(usd);
  };
}

import type { AgentAdapter } from "@scylla/contracts";
import type { PriceList } from "./price-list.ts";

/** The same adapter, whose reports also say what the usage costs by a price list. What the agent says itself stays beside it. */
export function withPrices(adapter: AgentAdapter, prices: PriceList): AgentAdapter {
  return {
    ...adapter,
    parser: (request) => {
      const parser = adapter.parser(request);
      return {
        ...parser,
        end: () => {
          const report = parser.end();
          if (!report.facts?.models) return report;
          const { models, longestPromptTokens } = report.facts;
          return { ...report, computedCostUsd: prices.cost(models, longestPromptTokens) };
        },
      };
    },
  };
}

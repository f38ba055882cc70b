export { agentRegistry } from "./agent-registry.ts";
export { type CliOptions, claudeCodeAgent } from "./claude-code/adapter.ts";
export { commandAgent } from "./command-agent.ts";
export { type ModelPrice, type PriceList, withOwnPrices } from "./prices/price-list.ts";
export { publicPrices } from "./prices/public-prices.ts";
export { withPrices } from "./prices/with-prices.ts";

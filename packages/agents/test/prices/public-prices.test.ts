import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { claudeCodeAgent, publicPrices, withOwnPrices, withPrices } from "@scylla/agents";
import type { ModelUsage } from "@scylla/contracts";
import { beforeAll, describe, expect, test } from "vitest";
import { PRICES_VERSION } from "../../src/prices/public-prices.ts";
import { recorded, reportOf } from "../fixtures/recorded.ts";

const NOW = new Date("2026-11-01T12:00:00Z");
let prices: Awaited<ReturnType<typeof publicPrices>>;
beforeAll(async () => {
  prices = await publicPrices(() => NOW);
});

function used(model: string, counts: Omit<ModelUsage, "model"> = {}): ModelUsage {
  return { model, inputTokens: 2400, cacheReadTokens: 14_000, cacheWriteTokens: 1000, outputTokens: 680, ...counts };
}

test("the list names the release that is installed", () => {
  const entry = createRequire(import.meta.url).resolve("@pydantic/genai-prices");
  const manifest: unknown = JSON.parse(readFileSync(join(entry, "../../package.json"), "utf8"));
  expect(manifest).toMatchObject({ version: PRICES_VERSION });
  expect(prices.source).toBe(`@pydantic/genai-prices ${PRICES_VERSION}`);
});

test("fresh input, cache reads, cache writes and output have a price each", () => {
  // Per million: 3 fresh, 0.3 read, 3.75 written, 15 out.
  expect(prices.cost([used("claude-sonnet-4-5")])).toBeCloseTo(0.02535, 10);
  expect(prices.cost([used("anthropic/claude-sonnet-4-5-20250929")])).toBeCloseTo(0.02535, 10);
});

test("models of Amazon Bedrock have its prices, which a profile for one region raises", () => {
  const plain = "anthropic.claude-sonnet-4-5-20250929-v1:0";
  expect(prices.cost([used(`global.${plain}`)])).toBeCloseTo(0.02535, 10);
  expect(prices.cost([used(`us.${plain}`)])).toBeCloseTo(0.027885, 10);
  expect(prices.cost([used(plain)])).toBeCloseTo(0.027885, 10);
  expect(prices.cost([used(`arn:aws:bedrock:us-east-1:1:inference-profile/eu.${plain}`)])).toBeCloseTo(0.027885, 10);
  expect(prices.cost([used("arn:aws:bedrock:us-east-1:1:application-inference-profile/ab1cd")])).toBeNull();
  expect(prices.cost([used("us.anthropic.claude-nobody-knows-v1:0")])).toBeNull();
});

test("models of Vertex AI have the prices of their maker", () => {
  expect(prices.cost([used("claude-sonnet-4-5@20250929")])).toBeCloseTo(0.02535, 10);
});

test("cache writes that are kept for an hour cost twice the input", () => {
  const hour = used("claude-sonnet-4-5", { cacheWriteHourTokens: 1000 });
  expect(prices.cost([hour])).toBeCloseTo(0.02535 - 0.00375 + 0.006, 10);
});

test("several models are added up, and one without a price makes the sum unknown", () => {
  const known = [used("claude-sonnet-4-5"), used("claude-sonnet-4-5")];
  expect(prices.cost(known)).toBeCloseTo(0.0507, 10);
  expect(prices.cost([...known, used("mock-model-x")])).toBeNull();
  expect(prices.cost([])).toBe(0);
});

test.each(["mock-model-x", "claude-sonnet-4-5-turbo", "gpt-5-foo", "", "/", "__proto__"])(
  "the price of %j is unknown, not 0 and not that of a model with a similar name",
  (model) => {
    expect(prices.cost([used(model)])).toBeNull();
  },
);

test("a count that is not known makes the cost unknown", () => {
  expect(prices.cost([{ model: "claude-sonnet-4-5", inputTokens: 5 }])).toBeNull();
  expect(prices.cost([{ model: "claude-sonnet-4-5", outputTokens: 5 }])).toBeNull();
});

describe("models that price long prompts apart", () => {
  // Per million: 1.25 in and 10 out for prompts up to 200,000 tokens.
  const many: ModelUsage = { model: "gemini-2.5-pro", inputTokens: 1_000_000, outputTokens: 10_000 };

  test("many short calls cost what short calls cost, however many", () => {
    expect(prices.cost([many], 100_000)).toBeCloseTo(1.35, 9);
  });

  test("where calls may have been long, the cost is unknown", () => {
    expect(prices.cost([many], 300_000)).toBeNull();
    expect(prices.cost([many])).toBeNull();
  });

  test("a single call has its own price, long or short", () => {
    expect(prices.cost([{ ...many, inputTokens: 100_000 }])).toBeCloseTo(0.225, 9);
  });
});

test("own prices come first, and the list says so", () => {
  const own = withOwnPrices(prices, { "mock-model-x": { input: 3, output: 15, cacheRead: 0.3 } });
  expect(own.source).toBe(`${prices.source}, own prices for mock-model-x`);
  expect(own.cost([used("mock-model-x"), used("claude-sonnet-4-5")])).toBeCloseTo(0.0246 + 0.02535, 10);
  expect(own.cost([used("another")])).toBeNull();
  expect(withOwnPrices(prices, {})).toBe(prices);
});

test.each([
  ["cache-and-reasoning", 0.025349999999999998, 0.02535],
  ["maxbudget", 0.066, 0.066],
  ["treatment", 0.07604999999999998, 0.07605],
  // The agent makes up a cost; nobody knows it.
  ["unknownmodel", null, null],
])("%s: what the agent says and what its usage costs stand side by side", (name, costUsd, computed) => {
  const report = reportOf(withPrices(claudeCodeAgent(), prices), recorded("claude-code", name));
  expect(report.costUsd).toBe(costUsd);
  if (computed === null) expect(report.computedCostUsd).toBeNull();
  else expect(report.computedCostUsd).toBeCloseTo(computed, 10);
});

test("an agent that says nothing of its models has no computed cost", () => {
  const report = reportOf(withPrices(claudeCodeAgent(), prices), recorded("claude-code", "hang-sigterm"));
  expect(report).not.toHaveProperty("computedCostUsd");
});

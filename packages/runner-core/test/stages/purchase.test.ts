import type { AgentFacts, AgentReport, GatewaySummary, ProcessResult } from "@scylla/contracts";
import { describe, expect, test } from "vitest";
import { purchaseOf } from "../../src/stages/purchase.ts";

const NOTHING = { bytes: null, file: null, total: 0, truncated: false };
const ENDED: ProcessResult = {
  exit: { kind: "exited", code: 0 },
  durationMs: 1,
  stdout: NOTHING,
  stderr: NOTHING,
  leftovers: 0,
};

const COUNTED: AgentReport = {
  usage: { inputTokens: 100, outputTokens: 20 },
  costUsd: 0.5,
  computedCostUsd: 0.25,
  model: null,
  rateLimit: null,
};

const SEEN: GatewaySummary = {
  run: "1-1",
  calls: 2,
  failed: 0,
  retries: 0,
  refused: 0,
  usage: { inputTokens: 100, outputTokens: 20 },
  models: [],
  unmetered: 0,
  cost: 7,
  notional: false,
  unpriced: 0,
  lastStatus: 200,
  limit: null,
  rateLimit: null,
  blocked: [],
  mismatches: 0,
  firstRequests: [],
  recordingError: null,
};

describe("what a purchase cost", () => {
  test("is what the gateway counted, where it counted everything", () => {
    expect(purchaseOf(COUNTED, ENDED, SEEN)).toEqual({ usage: COUNTED.usage, cost: 7, costSource: "metered" });
  });

  test("is the agent's own count where the gateway has no price, or was not told everything and the agent was", () => {
    const computed = { usage: COUNTED.usage, cost: 250_000_000, costSource: "computed" };
    expect(purchaseOf(COUNTED, ENDED, { ...SEEN, unpriced: 1 })).toEqual(computed);
    expect(purchaseOf(COUNTED, ENDED, { ...SEEN, unmetered: 1, usage: { inputTokens: 60 } })).toEqual(computed);
    expect(purchaseOf(COUNTED, ENDED, null)).toEqual(computed);
  });

  test.each([
    ["no more than the gateway's", COUNTED],
    ["of nothing", { ...COUNTED, usage: null, costUsd: null, computedCostUsd: 0 }],
    ["of zeros", { ...COUNTED, usage: { inputTokens: 0, outputTokens: 0 }, computedCostUsd: 0 }],
  ])("is unknown where calls broke off and the agent's count is %s: that is too low", (_what, report) => {
    const cut = { ...SEEN, failed: 1, unmetered: 1 };
    expect(purchaseOf(report, ENDED, cut)).toEqual({ usage: null, cost: null, costSource: "unknown" });
  });

  test("is unknown where the agent ended without an answer: of the one that broke off it counted the beginning", () => {
    const facts: AgentFacts = {
      ending: { kind: "provider", name: "api_error" },
      ...{ declared: null, models: null, usageAtLeast: null, longestPromptTokens: null, calls: null, turns: null },
      ...{ denials: {}, retries: 0, lastErrorStatus: null, waiting: false, unreadLines: 0 },
      uptake: { tools: {}, skills: {}, subagents: {}, mcpTools: {} },
    };
    const cut = { ...SEEN, failed: 1, unmetered: 1, usage: {} };
    expect(purchaseOf({ ...COUNTED, facts }, ENDED, cut)).toEqual({ usage: null, cost: null, costSource: "unknown" });
  });

  test("of a subscription's calls is notional", () => {
    expect(purchaseOf(COUNTED, ENDED, { ...SEEN, notional: true })).toMatchObject({ cost: 7, costSource: "notional" });
  });

  test("of what was played back is what the recorded purchase cost, and nobody was paid", () => {
    expect(purchaseOf(COUNTED, ENDED, SEEN, true)).toEqual({ usage: COUNTED.usage, cost: 7, costSource: "replayed" });
    const unknown = { ...COUNTED, costUsd: null, computedCostUsd: null };
    expect(purchaseOf(unknown, ENDED, null, true)).toMatchObject({ cost: null, costSource: "unknown" });
  });
});

import type { AgentFacts } from "@scylla/contracts";
import { expect, test } from "vitest";
import { type ModelFacts, modelLines } from "../../src/explaining/model-facts.ts";

const FACTS: AgentFacts = {
  ...{ ending: null, declared: null, models: null, usageAtLeast: null, longestPromptTokens: null, calls: 3, turns: 2 },
  ...{ denials: { Bash: 2 }, retries: 1, lastErrorStatus: null, waiting: false, unreadLines: 0 },
  uptake: { tools: { Write: 1 }, skills: { greet: 1 }, subagents: {}, mcpTools: { "echo/say\u001b[31m": 2 } },
};

const SEEN: NonNullable<ModelFacts["gateway"]> = {
  ...{ run: "x", calls: 3, failed: 1, retries: 1, refused: 0, usage: {}, unmetered: 0, cost: 1, notional: false },
  ...{ unpriced: 0, lastStatus: 200, limit: null, rateLimit: null, mismatches: 0, recordingError: null },
  models: [{ provider: "anthropic", model: "claude-sonnet-4-5", calls: 3, usage: {}, cost: 1 }],
  blocked: [{ host: "example.com:443", times: 2 }],
};

test("models, uptake and what was not let through stand in a line each, without what a terminal obeys", () => {
  const report = { usage: null, costUsd: null, model: null, rateLimit: null, facts: FACTS };
  expect(modelLines({ report, gateway: SEEN })).toEqual([
    "  models 3 calls of claude-sonnet-4-5, 1 failed, 1 repeated",
    "  used skills greet 1 x; MCP tools echo/say [31m 2 x; tools Write 1 x",
    "  not permitted: Bash 2 x",
    "  blocked example.com:443 2 x",
  ]);
});

test("nothing is said of agents that tell nothing", () => {
  expect(modelLines({ report: null, gateway: null })).toEqual([]);
});

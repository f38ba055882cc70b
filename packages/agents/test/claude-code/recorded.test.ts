import { claudeCodeAgent } from "@scylla/agents";
import type { Outcome, TokenUsage } from "@scylla/contracts";
import { describe, expect, test } from "vitest";
import { type End, outcomeOf, recorded, reportOf } from "../fixtures/recorded.ts";

const adapter = claudeCodeAgent();

/** Two calls of 1200 + 1300 in, 34 + 12 out. */
const TWO_CALLS = { inputTokens: 2500, outputTokens: 46, cacheReadTokens: 0, cacheWriteTokens: 0, reasoningTokens: 0 };
/** Two calls of 1200 fresh, 7000 cached, 500 written, 340 out of which 128 reasoning. */
const CACHED = {
  inputTokens: 2400,
  outputTokens: 680,
  cacheReadTokens: 14_000,
  cacheWriteTokens: 1000,
  reasoningTokens: 256,
};
const NOTHING = { inputTokens: 0, outputTokens: 0, cacheReadTokens: 0, cacheWriteTokens: 0, reasoningTokens: 0 };

interface Expected {
  readonly end: End;
  readonly outcome: Outcome;
  readonly usage: TokenUsage | null;
  readonly costUsd: number | null;
  readonly calls?: number | null;
  readonly turns?: number | null;
  readonly retries?: number;
  readonly lastErrorStatus?: number | null;
  readonly denials?: Readonly<Record<string, number>>;
}

const CASES: Readonly<Record<string, Expected>> = {
  streamjson: { end: 0, outcome: "ok", usage: TWO_CALLS, costUsd: 0.00819, calls: 2, turns: 2 },
  "cache-and-reasoning": { end: 0, outcome: "ok", usage: CACHED, costUsd: 0.025349999999999998, calls: 2, turns: 2 },
  "cache-and-reasoning-json": { end: 0, outcome: "ok", usage: CACHED, costUsd: 0.025349999999999998, turns: 2 },
  bare: {
    end: 0,
    outcome: "ok",
    usage: { ...NOTHING, inputTokens: 1300, outputTokens: 12 },
    costUsd: 0.004079999999999999,
    calls: 1,
    turns: 1,
  },
  nonroot: { end: 0, outcome: "ok", usage: TWO_CALLS, costUsd: 0.00819, turns: 2 },
  "root-acceptEdits": { end: 0, outcome: "ok", usage: TWO_CALLS, costUsd: 0.00819, turns: 2 },
  "root-allowedTools": { end: 0, outcome: "ok", usage: TWO_CALLS, costUsd: 0.00819, turns: 2 },
  "root-skip-issandbox": { end: 0, outcome: "ok", usage: TWO_CALLS, costUsd: 0.00819, turns: 2 },
  // The work was not done, and only the list of denials tells.
  "ok-json": { end: 0, outcome: "ok", usage: TWO_CALLS, costUsd: 0.00819, turns: 2, denials: { Write: 1 } },
  "root-dontAsk": { end: 0, outcome: "ok", usage: TWO_CALLS, costUsd: 0.00819, turns: 2, denials: { Write: 1 } },
  // The CLI makes up a cost for a model that it does not know.
  unknownmodel: { end: 0, outcome: "ok", usage: TWO_CALLS, costUsd: null, turns: 2 },

  maxturns: { end: 1, outcome: "limit", usage: NOTHING, costUsd: 0, calls: 3, turns: 4 },
  // Its `usage` says 15,000 and leaves out the last call.
  maxbudget: {
    end: 1,
    outcome: "limit",
    usage: { ...NOTHING, inputTokens: 20_000, outputTokens: 400 },
    costUsd: 0.066,
    calls: 4,
    turns: 4,
  },

  "e400-default": { end: 1, outcome: "infra_error", usage: null, costUsd: 0, calls: 0, turns: 1, lastErrorStatus: 400 },
  "e400-noretry": { end: 1, outcome: "infra_error", usage: null, costUsd: 0, calls: 0, turns: 1, lastErrorStatus: 400 },
  "e401-noretry": { end: 1, outcome: "infra_error", usage: null, costUsd: 0, calls: 0, turns: 1, lastErrorStatus: 401 },
  "e429-noretry": {
    end: 1,
    outcome: "rate_limited",
    usage: null,
    costUsd: 0,
    calls: 0,
    turns: 1,
    lastErrorStatus: 429,
  },
  "e500-noretry": { end: 1, outcome: "infra_error", usage: null, costUsd: 0, calls: 0, turns: 1, lastErrorStatus: 500 },
  "e529-noretry": { end: 1, outcome: "infra_error", usage: null, costUsd: 0, calls: 0, turns: 1, lastErrorStatus: 529 },
  "e529-3retry": {
    end: 1,
    outcome: "infra_error",
    usage: null,
    costUsd: 0,
    calls: 0,
    turns: 1,
    retries: 3,
    lastErrorStatus: 529,
  },
  "e529-10retries": {
    end: 1,
    outcome: "infra_error",
    usage: null,
    costUsd: 0,
    calls: 0,
    turns: 1,
    retries: 10,
    lastErrorStatus: 529,
  },
  // What the provider billed for an answer that was cut is not known.
  cut: { end: 1, outcome: "infra_error", usage: null, costUsd: null, calls: 0, turns: 1, retries: 1 },
  refused: { end: 1, outcome: "infra_error", usage: null, costUsd: null, calls: 0, turns: 1, retries: 1 },
  nokey: { end: 1, outcome: "infra_error", usage: null, costUsd: null, turns: 1 },

  // Killed by the harness while they waited to try again: no result of the set-up.
  "e401-default": {
    end: "timed-out",
    outcome: "infra_error",
    usage: null,
    costUsd: null,
    calls: 0,
    retries: 8,
    lastErrorStatus: 401,
  },
  "e429-default": {
    end: "timed-out",
    outcome: "rate_limited",
    usage: null,
    costUsd: null,
    calls: 0,
    retries: 8,
    lastErrorStatus: 429,
  },

  "hang-sigterm": { end: "timed-out", outcome: "timeout", usage: null, costUsd: null, calls: 0 },
  "hang-sigint": { end: "aborted", outcome: "aborted", usage: null, costUsd: null, calls: 0 },
  "toolsleep-sigterm": { end: "timed-out", outcome: "timeout", usage: null, costUsd: null, calls: 1 },

  // Sub-agents are in the totals: six calls, one of them the sub-agent's.
  treatment: {
    end: 0,
    outcome: "ok",
    usage: {
      inputTokens: 7200,
      outputTokens: 2040,
      cacheReadTokens: 42_000,
      cacheWriteTokens: 3000,
      reasoningTokens: 0,
    },
    costUsd: 0.07604999999999998,
    calls: 6,
    turns: 6,
  },
};

describe.each(Object.entries(CASES))("%s", (name, expected) => {
  const stdout = recorded("claude-code", name);

  test(`ends as ${expected.outcome}`, () => {
    expect(outcomeOf(adapter, stdout, expected.end).outcome).toBe(expected.outcome);
  });

  test("usage, cost and counts are those of the recording", () => {
    const { usage, costUsd, facts } = reportOf(adapter, stdout);
    expect({ usage, costUsd }).toEqual({ usage: expected.usage, costUsd: expected.costUsd });
    expect(facts).toMatchObject({
      calls: expected.calls ?? null,
      turns: expected.turns ?? null,
      retries: expected.retries ?? 0,
      lastErrorStatus: expected.lastErrorStatus ?? null,
      denials: expected.denials ?? {},
      unreadLines: 0,
    });
  });
});

test.each(["badflag", "root-skip", "root-bypassmode"])(
  "%s: a CLI that never began is no result of a set-up",
  (name) => {
    const stdout = recorded("claude-code", name);
    expect(reportOf(adapter, stdout)).toEqual({ usage: null, costUsd: null, model: null, rateLimit: null });
    expect(outcomeOf(adapter, stdout, 1)).toMatchObject({
      outcome: "infra_error",
      reason: "ended with exit code 1 before its first event",
    });
  },
);

test.each(["hang-sigterm", "hang-sigint", "toolsleep-sigterm"])(
  "%s: without a closing event an exit code of 0 is not a good end",
  (name) => {
    expect(outcomeOf(adapter, recorded("claude-code", name), 0)).toEqual({
      outcome: "agent_error",
      reason: "ended with exit code 0 and without a closing event",
    });
  },
);

test("the model that served is named, and the tool that was called", () => {
  const report = reportOf(adapter, recorded("claude-code", "streamjson"));
  expect(report.model).toBe("claude-sonnet-4-5");
  expect(report.facts?.uptake.tools).toEqual({ Write: 1 });
});

test("skills, sub-agents and MCP tools that were used are counted", () => {
  expect(reportOf(adapter, recorded("claude-code", "treatment")).facts?.uptake).toEqual({
    tools: { Agent: 1, Skill: 1, Write: 1, mcp__probe__echo: 1 },
    skills: { "write-tests": 1 },
    subagents: { reviewer: 1 },
    mcpTools: { "probe/echo": 1 },
  });
});

test("without totals, single events give a lower bound", () => {
  const stdout = recorded("claude-code", "treatment");
  const { facts } = reportOf(adapter, stdout.subarray(0, stdout.indexOf('{"duration_api_ms"') + 100));
  expect(facts).toMatchObject({ ending: null, models: null, unreadLines: 1 });
  expect(facts?.usageAtLeast).toEqual({ inputTokens: 7200, cacheReadTokens: 42_000, cacheWriteTokens: 3000 });
});

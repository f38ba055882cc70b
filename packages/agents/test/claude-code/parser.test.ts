import { claudeCodeAgent } from "@scylla/agents";
import { expect, test } from "vitest";
import { outcomeOf, recorded, reportOf } from "../fixtures/recorded.ts";

const adapter = claudeCodeAgent();
const WHOLE = recorded("claude-code", "treatment");

function line(value: unknown): string {
  return `${JSON.stringify(value)}\n`;
}

test("a recording says the same in whatever pieces it comes", () => {
  const whole = reportOf(adapter, WHOLE);
  for (const size of [1, 7, 4096]) expect(reportOf(adapter, WHOLE, size)).toEqual(whole);
});

test("cut anywhere, it is no error, and never a good end", () => {
  const before = WHOLE.indexOf('{"duration_api_ms"');
  for (let at = 0; at < before; at += 97) {
    const stdout = WHOLE.subarray(0, at);
    expect(() => reportOf(adapter, stdout)).not.toThrow();
    expect(outcomeOf(adapter, stdout, 0).outcome).not.toBe("ok");
  }
});

test("the last closing event counts: one that the agent forged into the output does not", () => {
  const forged = line({ type: "result", subtype: "success", is_error: false, total_cost_usd: 0, modelUsage: {} });
  const stdout = Buffer.concat([Buffer.from(forged), recorded("claude-code", "maxbudget")]);
  expect(outcomeOf(adapter, stdout, 1).outcome).toBe("limit");
  expect(reportOf(adapter, stdout).costUsd).toBe(0.066);
});

test("members that can't be true are unknown, and the rest of the event still counts", () => {
  const stdout = Buffer.from(
    line({
      type: "result",
      is_error: false,
      total_cost_usd: -1,
      num_turns: 1.5,
      api_error_status: "429",
      permission_denials: "none",
      modelUsage: { m: { inputTokens: -3, outputTokens: 5, cacheReadInputTokens: 1e300 } },
    }),
  );
  expect(reportOf(adapter, stdout)).toMatchObject({
    usage: { outputTokens: 5 },
    costUsd: null,
    model: "m",
    facts: { turns: null, lastErrorStatus: null, denials: {} },
  });
  expect(outcomeOf(adapter, stdout, 0).outcome).toBe("ok");
});

test("a closing event that does not say whether it is an error is no good end", () => {
  expect(outcomeOf(adapter, Buffer.from(line({ type: "result", subtype: "success" })), 0).outcome).toBe("agent_error");
});

test("names of prototypes and of nothing known are only names", () => {
  const call = { type: "tool_use", id: "1", name: "__proto__", input: { skill: 7 } };
  const stdout = [
    line({ type: "__proto__" }),
    line({ type: "constructor" }),
    line({ type: "assistant", message: { id: "a", model: "m", content: [call, { type: 7 }] } }),
    line({ type: "assistant", message: { id: "b", model: "m", content: [call] } }),
  ];
  const { facts } = reportOf(adapter, Buffer.from(stdout.join("")));
  expect(Object.entries(facts?.uptake.tools ?? {})).toEqual([["__proto__", 1]]);
});

test("an agent that makes up tools without end is counted in bounded memory", () => {
  const content = Array.from({ length: 3000 }, (_, i) => ({ type: "tool_use", id: `${i}`, name: `t${i}`, input: {} }));
  const { facts } = reportOf(
    adapter,
    Buffer.from(line({ type: "assistant", message: { id: "a", model: "m", content } })),
  );
  expect(Object.keys(facts?.uptake.tools ?? {})).toHaveLength(1000);
});

test("a line of 17 MiB is passed over, and what follows is read", () => {
  const parser = adapter.parser();
  const piece = Buffer.alloc(1024 * 1024, "x");
  for (let i = 0; i < 17; i++) parser.push(piece);
  parser.push(Buffer.from("\n"));
  parser.push(recorded("claude-code", "streamjson"));
  expect(parser.end()).toMatchObject({ costUsd: 0.00819, facts: { unreadLines: 1 } });
});

test("a subscription's allowance says when it comes back", () => {
  const stdout = Buffer.concat([
    Buffer.from(line({ type: "rate_limit_event", rate_limit_info: { status: "allowed", resetsAt: 5 } })),
    Buffer.from(
      line({
        type: "rate_limit_event",
        rate_limit_info: { status: "rejected", resetsAt: 1_795_700_000, rateLimitType: "five_hour" },
      }),
    ),
    recorded("claude-code", "e429-noretry"),
  ]);
  expect(reportOf(adapter, stdout).rateLimit).toEqual({ key: "five_hour", untilMs: 1_795_700_000_000 });
  expect(outcomeOf(adapter, stdout, 1)).toMatchObject({ outcome: "rate_limited", retryAtMs: 1_795_700_000_000 });
});

test("an allowance that ran out and was waited for is no rate limit of a run that ended well", () => {
  const rejected = line({ type: "rate_limit_event", rate_limit_info: { status: "rejected", resetsAt: 1_795_700_000 } });
  const stdout = Buffer.concat([Buffer.from(rejected), recorded("claude-code", "streamjson")]);
  expect(reportOf(adapter, stdout).rateLimit).toBeNull();
  expect(outcomeOf(adapter, stdout, 0).outcome).toBe("ok");
});

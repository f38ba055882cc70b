import { claudeCodeAgent } from "@scylla/agents";
import type { GatewayFacts } from "@scylla/contracts";
import { expect, test } from "vitest";
import { type End, ended, recorded, reportOf } from "../fixtures/recorded.ts";
import { cliRequest } from "../fixtures/requests.ts";

const adapter = claudeCodeAgent();
const FACTS: GatewayFacts = { lastStatus: 200, retryAtMs: null, stopped: null, models: [], firstRequests: [] };

function classify(name: string, end: End, gateway: Partial<GatewayFacts> | null = null, truncated = false) {
  return adapter.classify(reportOf(adapter, recorded("claude-code", name)), ended(end, truncated), {
    request: cliRequest("claude-code"),
    gateway: gateway && { ...FACTS, ...gateway },
  });
}

test("an abort of ours decides over everything that the agent says", () => {
  expect(classify("streamjson", "aborted").outcome).toBe("aborted");
});

test("the time limit decides over a closing event", () => {
  expect(classify("streamjson", "timed-out").outcome).toBe("timeout");
});

test("a signal after the closing event takes nothing from what was done", () => {
  expect(classify("streamjson", "SIGKILL").outcome).toBe("ok");
});

test("a signal before it is somebody else's doing, or the agent's", () => {
  expect(classify("toolsleep-sigterm", "SIGKILL").outcome).toBe("infra_error");
  expect(classify("toolsleep-sigterm", "SIGTERM").outcome).toBe("agent_error");
});

test("an exit code after a good closing event is a crash", () => {
  expect(classify("streamjson", 134)).toEqual({ outcome: "agent_error", reason: "exit code 134" });
});

test("a limit that the gateway enforced is the run's; the experiment's budget is no result", () => {
  expect(classify("e400-noretry", 1, { stopped: "run-limit" }).outcome).toBe("limit");
  expect(classify("e400-noretry", 1, { stopped: "experiment-budget" }).outcome).toBe("aborted");
});

test("the gateway's status decides over the agent's, and names the deadline", () => {
  expect(classify("e500-noretry", 1, { lastStatus: 429, retryAtMs: 1_795_700_000_000 })).toEqual({
    outcome: "rate_limited",
    reason: "api_error: the provider said 429",
    providerStatus: 429,
    retryAtMs: 1_795_700_000_000,
  });
});

test("a request that is too large is the agent's own doing", () => {
  expect(classify("e400-noretry", 1, { lastStatus: 413 }).outcome).toBe("agent_error");
});

test("a status that the agent has from the gateway, in place of a provider that gave none, is not the provider's", () => {
  expect(classify("e500-noretry", 1, { lastStatus: null })).toEqual({
    outcome: "infra_error",
    reason: "api_error: no answer of the provider",
  });
});

test("an answer that the agent could not use is none", () => {
  expect(classify("refused", 1, { lastStatus: 200 })).toEqual(classify("refused", 1));
});

test("without an answer it is the infrastructure, and said so", () => {
  expect(classify("refused", 1)).toEqual({
    outcome: "infra_error",
    reason: "api_error: no answer of the provider",
  });
});

test("output of which a part was not kept is judged by the exit code: the closing event may be in that part", () => {
  expect(classify("toolsleep-sigterm", 0, null, true).outcome).toBe("ok");
  expect(classify("toolsleep-sigterm", 1, null, true).outcome).toBe("agent_error");
});

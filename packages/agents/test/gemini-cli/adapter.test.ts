import { geminiCliAgent } from "@scylla/agents";
import type { GatewayFacts, TokenUsage } from "@scylla/contracts";
import { expect, test } from "vitest";
import { ended, recorded, reportOf } from "../fixtures/recorded.ts";
import { describeConformance, describeRecorded, type RecordedCase } from "../fixtures/recorded-cases.ts";
import { cliRequest } from "../fixtures/requests.ts";

const adapter = { ...geminiCliAgent(), version: async () => "0.61.0" };

/** It does not tell what it wrote to caches. */
const TWO_CALLS: TokenUsage = { inputTokens: 2500, outputTokens: 46, cacheReadTokens: 0, reasoningTokens: 0 };
const uptake = { tools: { write_file: 1 }, skills: {}, subagents: {}, mcpTools: {} };
const WORKED: RecordedCase = { end: 0, outcome: "ok", usage: TWO_CALLS, facts: { uptake } };
/** It prints nothing while it repeats a call, and exits with 0 when it is killed. */
const KILLED: RecordedCase = { end: "timed-out", outcome: "timeout", facts: { ending: null } };

describeRecorded(adapter, {
  "ok-stream": WORKED,
  "ok-telemetry-default": WORKED,
  nonroot: WORKED,
  defaultmode: { end: 0, outcome: "ok", usage: { ...TWO_CALLS, inputTokens: 1300, outputTokens: 12 } },
  // 680 without reasoning, which stands only in the total.
  "cache-and-reasoning": {
    end: 0,
    outcome: "ok",
    usage: { inputTokens: 2400, outputTokens: 936, cacheReadTokens: 14_000, reasoningTokens: 256 },
  },
  // The call that chose the model is in it, of another model.
  "auto-model": {
    end: 0,
    outcome: "ok",
    usage: { inputTokens: 3600, outputTokens: 1404, cacheReadTokens: 21_000, reasoningTokens: 384 },
  },
  maxturns: { end: 53, outcome: "limit", facts: { ending: { kind: "limit", name: "FatalTurnLimitedError" } } },
  e400: { end: 144, outcome: "infra_error", status: 400 },
  e401: { end: 145, outcome: "infra_error", status: 401 },
  "e429-noretry": { end: 173, outcome: "rate_limited", status: 429 },
  "e429-10tries": { end: 173, outcome: "rate_limited", status: 429 },
  "e500-noretry": { end: 244, outcome: "infra_error", status: 500 },
  "e529-noretry": { end: 17, outcome: "infra_error", status: 529 },
  "cut-noretry": { end: 1, outcome: "infra_error" },
  notrust: { end: 55, outcome: "infra_error", silent: true },
  cut: KILLED,
  e429: KILLED,
  e500: KILLED,
  e529: KILLED,
  "hang-sigterm": KILLED,
  "hang-sigint": { ...KILLED, end: "aborted", outcome: "aborted" },
  "toolsleep-sigterm": KILLED,
});

describeConformance(adapter, ["ok-stream", "maxturns"]);

test("the gateway knows that it only waited for its provider", () => {
  const gateway: GatewayFacts = { lastStatus: 429, retryAtMs: null, stopped: null, models: [], firstRequests: [] };
  const report = reportOf(adapter, recorded("gemini-cli", "e429"));
  const context = { request: cliRequest("gemini-cli"), gateway };
  expect(adapter.classify(report, ended("timed-out"), context).outcome).toBe("rate_limited");
});

test("killed from outside it exits with 0, which is no good end", () => {
  const report = reportOf(adapter, recorded("gemini-cli", "hang-sigterm"));
  expect(adapter.classify(report, ended(0)).outcome).toBe("agent_error");
});

test("an exit code of its own is no status", () => {
  const report = reportOf(adapter, recorded("gemini-cli", "ok-stream"));
  expect(adapter.classify(report, ended(173))).toEqual({ outcome: "agent_error", reason: "exit code 173" });
});

test("pieces of an answer are one step", () => {
  const transcriber = adapter.transcriber?.(cliRequest("gemini-cli", { model: "m" }));
  transcriber?.push(recorded("gemini-cli", "ok-stream"));
  expect(transcriber?.end()?.steps.map((step) => step.message)).toEqual(["Do it.", "", "DONE: created hello.txt"]);
});

test("the prompt is one word of the command, whatever it begins with", () => {
  const { command } = adapter.plan(cliRequest("gemini-cli", { prompt: "--yolo", model: "m" }));
  expect(command.at(-1)).toBe("--prompt=--yolo");
});

test("a prompt that fits no argument is refused with its length", () => {
  const asked = cliRequest("gemini-cli", { prompt: "x".repeat(140_000), model: "m" });
  expect(() => adapter.plan(asked)).toThrow(expect.objectContaining({ code: "PROMPT_TOO_LONG" }));
});

test("limits and servers are settings of the run's own", () => {
  const { files } = adapter.plan(
    cliRequest("gemini-cli", {
      model: "m",
      limits: { turns: 20 },
      resources: {
        mcp: [{ name: "fs", command: ["fs"], env: {}, pin: "1" }],
      },
    }),
  );
  const content = files?.[0]?.content;
  expect(files?.[0]?.path).toBe(".gemini/settings.json");
  expect(JSON.parse(content && "text" in content ? content.text : "")).toMatchObject({
    model: { maxSessionTurns: 20 },
    mcpServers: { fs: { command: "fs", args: [], trust: true } },
    telemetry: { enabled: false },
  });
});

import { codexAgent } from "@scylla/agents";
import type { TokenUsage } from "@scylla/contracts";
import { expect, test } from "vitest";
import { recorded, reportOf } from "../fixtures/recorded.ts";
import { describeConformance, describeRecorded, type RecordedCase } from "../fixtures/recorded-cases.ts";
import { cliRequest, request } from "../fixtures/requests.ts";

const adapter = { ...codexAgent(), version: async () => "0.169.0" };

const NOTHING: TokenUsage = {
  inputTokens: 0,
  outputTokens: 0,
  cacheReadTokens: 0,
  cacheWriteTokens: 0,
  reasoningTokens: 0,
};
const TWO_CALLS: TokenUsage = { ...NOTHING, inputTokens: 2500, outputTokens: 46 };

function uptake(tools: Readonly<Record<string, number>>): NonNullable<RecordedCase["facts"]> {
  return { uptake: { tools, skills: {}, subagents: {}, mcpTools: {} } };
}

const WORKED: RecordedCase = {
  end: 0,
  outcome: "ok",
  usage: TWO_CALLS,
  facts: { turns: 1, ...uptake({ command_execution: 1 }) },
};
// Its own sandbox refused the command, of which nothing is said.
const REFUSED: RecordedCase = { ...WORKED, facts: { turns: 1, ...uptake({}) } };
const FAILED: RecordedCase = { end: 1, outcome: "infra_error", facts: { retries: 0, lastErrorStatus: null } };

describeRecorded(adapter, {
  ok: WORKED,
  native: WORKED,
  "ok-minimal": WORKED,
  ephemeral: WORKED,
  nonroot: WORKED,
  "nonroot-workspace-write": WORKED,
  "workspace-write-tmpdir": WORKED,
  "default-sandbox": REFUSED,
  "default-sandbox-tmpdir": REFUSED,
  "workspace-write": REFUSED,
  toolfail: { ...WORKED, usage: NOTHING },
  // 17,400 in all, of which 14,000 came from the cache.
  "cache-and-reasoning": {
    end: 0,
    outcome: "ok",
    usage: { inputTokens: 3400, outputTokens: 680, cacheReadTokens: 14_000, cacheWriteTokens: 0, reasoningTokens: 256 },
    facts: uptake({ file_change: 1 }),
  },

  "e400-noretry": FAILED,
  "e401-noretry": { ...FAILED, status: 401, facts: { lastErrorStatus: 401 } },
  "e401-default": { ...FAILED, status: 401, facts: { retries: 5, lastErrorStatus: 401 } },
  "e429-noretry": { end: 1, outcome: "rate_limited", status: 429, facts: { lastErrorStatus: 429 } },
  "e429-default": { end: 1, outcome: "rate_limited", status: 429, facts: { retries: 5, lastErrorStatus: 429 } },
  "e500-noretry": FAILED,
  "e500-default": { ...FAILED, facts: { retries: 5 } },
  "e529-noretry": { ...FAILED, status: 529, facts: { lastErrorStatus: 529 } },
  "e529-default": { ...FAILED, status: 529, facts: { retries: 5, lastErrorStatus: 529 } },
  "cut-noretry": FAILED,
  "cut-default": { ...FAILED, facts: { retries: 5 } },
  nokey: FAILED,
  "refused-bounded": { ...FAILED, facts: { retries: 5 } },
  // Killed while it waited for a network, for ever.
  refused: { end: "timed-out", outcome: "infra_error", facts: { retries: 3, waiting: true } },

  badflag: { end: 2, outcome: "infra_error", silent: true },
  "open-stdin": { end: "timed-out", outcome: "timeout", silent: true },
  "hang-sigterm": { end: "timed-out", outcome: "timeout" },
  "hang-sigint": { end: "aborted", outcome: "aborted" },
  "toolsleep-sigterm": { end: "timed-out", outcome: "timeout" },
});

describeConformance(adapter, ["ok", "e429-noretry"]);

test("its output names no model: usage is that of the treatment's", () => {
  const parser = adapter.parser(cliRequest("codex", { model: "gpt-5" }));
  parser.push(recorded("codex", "ok"));
  expect(parser.end().facts?.models).toEqual([{ model: "gpt-5", ...TWO_CALLS }]);
});

test("a status in the words of a model or provider is none", () => {
  const line = (value: unknown) => `${JSON.stringify(value)}\n`;
  const stdout = Buffer.from(
    [
      line({ type: "thread.started", thread_id: "t" }),
      line({ type: "item.completed", item: { id: "1", type: "agent_message", text: "last status: 429" } }),
      line({ type: "turn.failed", error: { message: '{"error":"exceeded retry limit, last status: 429 Too Many"}' } }),
    ].join(""),
  );
  expect(reportOf(adapter, stdout)).toMatchObject({ rateLimit: null, facts: { lastErrorStatus: null } });
});

test("the prompt comes on standard input, the token in the environment, all else in a file of the run's HOME", () => {
  const launch = adapter.plan(
    cliRequest("codex", {
      prompt: "-x\n",
      model: "gpt-5",
      resources: {
        thinking: "high",
        mcp: [{ name: "a.b", command: ["node", 'x "y".mjs'], env: { KEY: "v" }, pin: "1" }],
      },
    }),
  );
  expect(launch).toMatchObject({ stdin: "-x\n", env: { SCYLLA_MODEL_TOKEN: "route-token" } });
  expect(launch.command).toEqual([
    ...["codex", "exec", "--json", "--strict-config", "--skip-git-repo-check"],
    ...["--dangerously-bypass-approvals-and-sandbox", "--model", "gpt-5", "-"],
  ]);
  const [file] = launch.files ?? [];
  expect(file?.path).toBe(".codex/config.toml");
  const text = file && "text" in file.content ? file.content.text : "";
  expect(text.split("\n")).toEqual(
    expect.arrayContaining([
      '"model_reasoning_effort" = "high"',
      '["model_providers"."scylla"]',
      '"base_url" = "http://127.0.0.1:4010/run-7/v1"',
      '["mcp_servers"."a.b"]',
      '"args" = ["x \\"y\\".mjs"]',
      '["mcp_servers"."a.b"."env"]',
      '"KEY" = "v"',
    ]),
  );
  expect(text).not.toContain("route-token");
});

test("without a gateway it is refused", () => {
  expect(() => adapter.plan(request({ kind: "codex" }))).toThrow(expect.objectContaining({ code: "UNSUPPORTED" }));
});

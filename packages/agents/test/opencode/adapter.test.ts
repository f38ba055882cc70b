import { chmod, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openCodeAgent } from "@scylla/agents";
import type { TokenUsage } from "@scylla/contracts";
import { expect, onTestFinished, test, vi } from "vitest";
import { outcomeOf, recorded, reportOf } from "../fixtures/recorded.ts";
import { describeConformance, describeRecorded, type RecordedCase } from "../fixtures/recorded-cases.ts";
import { cliRequest } from "../fixtures/requests.ts";

const adapter = { ...openCodeAgent(), version: async () => "1.18.33" };

const TWO_CALLS: TokenUsage = {
  inputTokens: 2500,
  outputTokens: 46,
  cacheReadTokens: 0,
  cacheWriteTokens: 0,
  reasoningTokens: 0,
};
const uptake = { tools: { write: 1 }, skills: {}, subagents: {}, mcpTools: {} };
const WORKED: RecordedCase = { end: 0, outcome: "ok", usage: TWO_CALLS, facts: { calls: 2, uptake } };
/** It prints nothing while it repeats a call. */
const SILENT: RecordedCase = { end: "timed-out", outcome: "timeout", silent: true };

describeRecorded(adapter, {
  ok: WORKED,
  "ok-content": WORKED,
  "ok-minimal": WORKED,
  "ok-pure": WORKED,
  nonroot: WORKED,
  // It counts 212 without reasoning and 128 of it, twice.
  "cache-and-reasoning": {
    end: 0,
    outcome: "ok",
    usage: { inputTokens: 2400, outputTokens: 680, cacheReadTokens: 14_000, cacheWriteTokens: 0, reasoningTokens: 256 },
    facts: { calls: 2, longestPromptTokens: 8200 },
  },
  // A call was not permitted; it stopped, and exited with 0.
  "ok-deny": {
    end: 0,
    outcome: "agent_error",
    facts: {
      ending: null,
      calls: 1,
      denials: { write: 1 },
      usageAtLeast: { ...TWO_CALLS, inputTokens: 1200, outputTokens: 34 },
    },
  },
  e400: { end: 1, outcome: "infra_error", status: 400 },
  e401: { end: 1, outcome: "infra_error", status: 401 },
  e429: { end: 1, outcome: "rate_limited", status: 429 },
  "e500-6retries": { end: 1, outcome: "infra_error", status: 500 },
  cut: SILENT,
  e500: SILENT,
  e529: SILENT,
  "open-stdin": SILENT,
  "hang-sigterm": SILENT,
  "hang-sigint": { ...SILENT, end: "aborted", outcome: "aborted" },
  "toolsleep-sigterm": { end: "timed-out", outcome: "timeout", facts: { ending: null } },
});

describeConformance(adapter, ["ok", "e429"]);

test("its cost is the sum of its steps", () => {
  expect(reportOf(adapter, recorded("opencode", "ok")).costUsd).toBeCloseTo(0.00819, 12);
  expect(reportOf(adapter, recorded("opencode", "cache-and-reasoning")).costUsd).toBeCloseTo(0.0216, 12);
});

test("a cost of 0 is said for models without a price, and is none", () => {
  const free = recorded("opencode", "ok")
    .toString("utf8")
    .replaceAll(/"cost":[\d.]+/g, '"cost":0');
  expect(reportOf(adapter, Buffer.from(free)).costUsd).toBeNull();
});

test("a step that leaves a count out makes the sum of that count unknown", () => {
  const holed = recorded("opencode", "ok").toString("utf8").replace('"input":1200,"output":34', '"output":34');
  expect(reportOf(adapter, Buffer.from(holed)).usage).toEqual({ ...TWO_CALLS, inputTokens: undefined });
});

test("a rate limit ends when the provider's header says, counted from the event", () => {
  const stdout = recorded("opencode", "e429");
  expect(reportOf(adapter, stdout).rateLimit).toEqual({ key: "provider", untilMs: 1_795_453_766_850 + 1000 });
  expect(outcomeOf(adapter, stdout, 1)).toMatchObject({ retryAtMs: 1_795_453_767_850 });
});

test("the prompt comes on standard input: as an argument it would reach the model between quotes", () => {
  const prompt = "-x 'y' \"z\"\n";
  const launch = adapter.plan(cliRequest("opencode", { prompt, model: "m" }));
  expect(launch.stdin).toBe(prompt);
  expect(launch.command.at(-1)).toBe("scylla/m");
});

test("provider, servers and tools stand in a configuration of the run's own, without the token", () => {
  const { files } = adapter.plan(
    cliRequest("opencode", {
      model: "gpt-5",
      resources: {
        tools: { kind: "only", names: ["read"] },
        mcp: [{ name: "fs", command: ["fs", "."], env: {}, pin: "1" }],
      },
    }),
  );
  const content = files?.[0]?.content;
  const config: unknown = JSON.parse(content && "text" in content ? content.text : "");
  expect(files?.[0]?.path).toBe(".config/opencode/opencode.json");
  expect(config).toMatchObject({
    enabled_providers: ["scylla"],
    provider: {
      scylla: { options: { baseURL: "http://127.0.0.1:4010/run-7/v1", apiKey: "{env:SCYLLA_MODEL_TOKEN}" } },
    },
    tools: { "*": false, read: true, "fs_*": true },
    mcp: { fs: { type: "local", command: ["fs", "."] } },
  });
  expect(JSON.stringify(config)).not.toContain("route-token");
});

test("the tool that opens skills comes with skills, also where tools are chosen", () => {
  const tools = { kind: "only", names: ["bash"] } as const;
  const configFor = (names: readonly string[]) => {
    const skills = names.map((name) => ({ name, files: [] }));
    const { files } = adapter.plan(cliRequest("opencode", { model: "gpt-5", resources: { tools, skills } }));
    const content = files?.[0]?.content;
    return JSON.parse(content && "text" in content ? content.text : "") as { readonly tools: unknown };
  };
  expect(configFor([]).tools).toEqual({ "*": false, bash: true });
  expect(configFor(["greet"]).tools).toEqual({ "*": false, bash: true, skill: true });
});

test("without a model it is refused", () => {
  expect(() => adapter.plan(cliRequest("opencode"))).toThrow(expect.objectContaining({ code: "CONFIG_INVALID" }));
});

test("is missing where ripgrep is, which it would fetch in each run and can't in a sandbox", async () => {
  const bin = await mkdtemp(join(tmpdir(), "scylla-opencode-"));
  onTestFinished(() => rm(bin, { recursive: true }));
  onTestFinished(() => {
    vi.unstubAllEnvs();
  });
  const program = async (name: string, says: string): Promise<string> => {
    await writeFile(join(bin, name), `#!/bin/sh\necho ${says}\n`);
    await chmod(join(bin, name), 0o755);
    return join(bin, name);
  };
  vi.stubEnv("PATH", bin);
  const { version } = openCodeAgent({ executable: await program("opencode", "1.18.33") });
  const { agent } = cliRequest("opencode");
  await expect(version(agent)).rejects.toMatchObject({
    code: "AGENT_MISSING",
    message: "opencode needs rg, which can't be started",
    hint: "Install ripgrep, so that `rg` is on the PATH.",
  });
  await program("rg", "ripgrep 14.1.0");
  expect(await version(agent)).toBe("1.18.33");
});

import { claudeCodeAgent } from "@scylla/agents";
import { expect, test } from "vitest";
import { cliRequest, request } from "../fixtures/requests.ts";

const { plan } = claudeCodeAgent();

function argumentsOf(rest: Parameters<typeof cliRequest>[1]): readonly string[] {
  const { command } = plan(cliRequest("claude-code", rest));
  return typeof command === "string" ? [] : command;
}

test("the prompt comes on standard input as it is, however long and whatever it looks like", () => {
  for (const prompt of ["--help", "x".repeat(1024 * 1024), "ünï\0\n"]) {
    const launch = plan(cliRequest("claude-code", { prompt }));
    expect(launch.stdin).toBe(prompt);
    expect(launch.command).not.toContain(prompt);
  }
});

test("nothing but the workspace's settings and the treatment's servers is read", () => {
  expect(argumentsOf({})).toEqual([
    "claude",
    "--print",
    "--output-format",
    "stream-json",
    "--verbose",
    "--dangerously-skip-permissions",
    "--setting-sources",
    "project",
    "--strict-mcp-config",
  ]);
});

test("the environment holds the route's token and no key, and switches off what calls home", () => {
  const { env } = plan(cliRequest("claude-code"));
  expect(env).toEqual({
    ANTHROPIC_BASE_URL: "http://127.0.0.1:4010/run-7",
    ANTHROPIC_API_KEY: "route-token",
    CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: "1",
    DISABLE_AUTOUPDATER: "1",
    DISABLE_ERROR_REPORTING: "1",
    DISABLE_TELEMETRY: "1",
    IS_SANDBOX: "1",
  });
});

test("a treatment's model, tools, system prompt and thinking, and the run's limits, are arguments", () => {
  const given = argumentsOf({
    model: "claude-opus-4-6",
    limits: { turns: 50, usd: 2 },
    resources: {
      mcp: [{ name: "fs", command: ["fs"], env: {}, pin: "1" }],
      tools: { kind: "only", names: ["Bash", "Read"] },
      systemPrompt: { kind: "append", text: "Be terse." },
      thinking: "high",
    },
  });
  expect(given.slice(9)).toEqual([
    ...["--mcp-config", ".mcp.json"],
    ...["--model", "claude-opus-4-6"],
    ...["--tools", "Bash,Read"],
    ...["--append-system-prompt", "Be terse."],
    ...["--effort", "high"],
    ...["--max-turns", "50"],
    ...["--max-budget-usd", "2"],
  ]);
});

test("no tools and no system prompt are asked for, not left out", () => {
  const given = argumentsOf({ resources: { tools: { kind: "none" }, systemPrompt: { kind: "empty" } } });
  expect(given.slice(9)).toEqual(["--tools", "", "--system-prompt", ""]);
});

test("thinking switched off reaches models with a budget and models with an effort", () => {
  const launch = plan(cliRequest("claude-code", { resources: { thinking: "off" } }));
  expect(launch.env["MAX_THINKING_TOKENS"]).toBe("0");
  expect(launch.command).not.toContain("--effort");
});

test("a system prompt that fits no argument is refused with its length", () => {
  const systemPrompt = { kind: "replace", text: "é".repeat(70_000) } as const;
  expect(() => argumentsOf({ resources: { systemPrompt } })).toThrow(
    expect.objectContaining({ code: "PROMPT_TOO_LONG", message: expect.stringContaining("140000 bytes") }),
  );
});

test("without a gateway it is refused: a key would have to enter the agent's environment", () => {
  expect(() => plan(request({ id: "claude", kind: "claude-code", command: null }))).toThrow(
    expect.objectContaining({ code: "UNSUPPORTED", message: expect.stringContaining("gateway") }),
  );
});

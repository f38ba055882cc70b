import type { AgentRequest, LaunchPlan, Thinking, Treatment } from "@scylla/contracts";
import { argument } from "../launch/argument.ts";
import { accessOf } from "./access.ts";

/** Telemetry, update checks, reports and every other call that is none to a model. */
const QUIET = {
  CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: "1",
  DISABLE_AUTOUPDATER: "1",
  DISABLE_ERROR_REPORTING: "1",
  DISABLE_TELEMETRY: "1",
} as const;

/** Tokens of thinking for models without levels of effort, which take their level from `--effort` and not from here. */
const THINKING_TOKENS: Readonly<Record<Thinking, string>> = {
  off: "0",
  low: "4000",
  medium: "10000",
  high: "20000",
  max: "31999",
};

/** The prompt comes on standard input, whatever its length: there it can't be taken for an option either. */
export function planLaunch(executable: string, request: AgentRequest): LaunchPlan {
  const { treatment, limits, prompt } = request;
  const { model } = treatment.agent;
  const { thinking, mcp } = treatment.resources;
  return {
    command: [
      executable,
      "--print",
      ...["--output-format", "stream-json", "--verbose"],
      "--dangerously-skip-permissions",
      // Of the settings only the workspace's, of the MCP servers only the treatment's.
      ...["--setting-sources", "project", "--strict-mcp-config"],
      ...(mcp.length === 0 ? [] : ["--mcp-config", ".mcp.json"]),
      ...(model === null ? [] : ["--model", model]),
      ...toolArguments(treatment),
      ...systemPromptArguments(treatment),
      ...(thinking === null || thinking === "off" ? [] : ["--effort", thinking]),
      ...(limits.turns === null ? [] : ["--max-turns", String(limits.turns)]),
      ...(limits.usd === null ? [] : ["--max-budget-usd", String(limits.usd)]),
    ],
    stdin: prompt,
    env: {
      ...QUIET,
      ...accessOf(request),
      // Or it refuses to skip permissions for root.
      IS_SANDBOX: "1",
      ...(thinking === null ? {} : { MAX_THINKING_TOKENS: THINKING_TOKENS[thinking] }),
    },
  };
}

/** Built-in tools; those of MCP servers come with the servers. */
function toolArguments({ resources: { tools } }: Treatment): readonly string[] {
  switch (tools.kind) {
    case "default":
      return [];
    case "all":
      return ["--tools", "default"];
    case "none":
      return ["--tools", ""];
    case "only":
      return ["--tools", tools.names.join(",")];
  }
}

function systemPromptArguments({ resources: { systemPrompt } }: Treatment): readonly string[] {
  switch (systemPrompt.kind) {
    case "default":
      return [];
    case "empty":
      return ["--system-prompt", ""];
    case "replace":
      return ["--system-prompt", argument(systemPrompt.text, "The system prompt")];
    case "append":
      return ["--append-system-prompt", argument(systemPrompt.text, "The system prompt")];
  }
}

import { type AgentAdapter, PORTS } from "@scylla/contracts";
import { classifyRun } from "../classify/classify-run.ts";
import type { CliOptions } from "../launch/cli-options.ts";
import { cliVersion } from "../launch/cli-version.ts";
import { differences } from "../treatment/differences.ts";
import { parser } from "./parser.ts";
import { planLaunch } from "./plan.ts";
import { transcriber } from "./transcriber.ts";

const TESTED_VERSION = "2.1.330";
const INSTALL = `@anthropic-ai/claude-code@${TESTED_VERSION}`;

/** Claude Code. It finds instructions, skills, sub-agents and MCP servers in its workspace; the rest comes with its arguments. */
export function claudeCodeAgent({ executable = "claude" }: CliOptions = {}): AgentAdapter {
  return {
    port: PORTS.agent,
    kind: "claude-code",
    capabilities: new Set(["instructions", "skills", "subagents", "mcp", "tools", "systemPrompt", "thinking", "model"]),
    provider: "anthropic",
    clouds: new Set(["bedrock", "vertex"]),
    credentials: [".claude/.credentials.json"],
    countsTurns: true,
    testedVersion: TESTED_VERSION,
    executable,
    install: INSTALL,
    transcripts: [".claude/projects/*/*.jsonl"],
    version: () => cliVersion({ executable, install: INSTALL }),
    plan: (request) => planLaunch(executable, request),
    parser: () => parser(),
    classify: (report, result, context) =>
      classifyRun(report, result, context, context ? differences(report, context, { toolAliases: TOOL_ALIASES }) : []),
    transcriber,
  };
}

/** The init event lists `Agent` under its older name. */
const TOOL_ALIASES = { Agent: "Task" } as const;

import { type AgentAdapter, PORTS } from "@scylla/contracts";
import { classifyRun } from "../classify/classify-run.ts";
import type { CliOptions } from "../launch/cli-options.ts";
import { cliVersion } from "../launch/cli-version.ts";
import { differences } from "../treatment/differences.ts";
import { withExitStatus } from "./exit-status.ts";
import { listedSkills } from "./listed-skills.ts";
import { parser } from "./parser.ts";
import { planLaunch } from "./plan.ts";
import { transcriber } from "./transcriber.ts";

const TESTED_VERSION = "0.61.0";
const INSTALL = `@google/gemini-cli@${TESTED_VERSION}`;

/** Gemini CLI. Of what it was given it declares its model; the rest only a gateway can tell. */
export function geminiCliAgent({ executable = "gemini" }: CliOptions = {}): AgentAdapter {
  return {
    port: PORTS.agent,
    kind: "gemini-cli",
    // Its list of tools would take those of MCP servers away.
    capabilities: new Set(["instructions", "skills", "mcp", "model"]),
    provider: "gemini",
    countsTurns: true,
    testedVersion: TESTED_VERSION,
    executable,
    install: INSTALL,
    transcripts: [".gemini/tmp/*/chats/*.jsonl"],
    version: () => cliVersion({ executable, install: INSTALL }),
    plan: (request) => planLaunch(executable, request),
    parser: (request) => parser(request),
    classify: (report, result, context) =>
      classifyRun(
        withExitStatus(report, result.exit),
        result,
        context,
        context ? differences(report, context, RULES) : [],
      ),
    transcriber,
  };
}

const RULES = { skillList: { read: listedSkills, version: TESTED_VERSION } } as const;

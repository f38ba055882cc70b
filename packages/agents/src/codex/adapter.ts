import { type AgentAdapter, PORTS } from "@scylla/contracts";
import { classifyRun } from "../classify/classify-run.ts";
import type { CliOptions } from "../launch/cli-options.ts";
import { cliVersion } from "../launch/cli-version.ts";
import { differences } from "../treatment/differences.ts";
import { listedSkills } from "./listed-skills.ts";
import { parser } from "./parser.ts";
import { planLaunch } from "./plan.ts";
import { transcriber } from "./transcriber.ts";

const TESTED_VERSION = "0.169.0";
const INSTALL = `@openai/codex@${TESTED_VERSION}`;

/** Codex CLI. It declares nothing of what it was given: only a gateway can tell whether a treatment arrived. */
export function codexAgent({ executable = "codex" }: CliOptions = {}): AgentAdapter {
  return {
    port: PORTS.agent,
    kind: "codex",
    // Its tools can't be chosen, its sub-agents have no files, and its system prompt can't be left empty.
    capabilities: new Set(["instructions", "skills", "mcp", "thinking", "model"]),
    provider: "openai",
    testedVersion: TESTED_VERSION,
    executable,
    install: INSTALL,
    transcripts: [".codex/sessions/*/*/*/*.jsonl"],
    version: () => cliVersion({ executable, install: INSTALL }),
    plan: (request) => planLaunch(executable, request),
    parser: (request) => parser(request),
    classify: (report, result, context) =>
      classifyRun(report, result, context, context ? differences(report, context, RULES) : []),
    transcriber,
  };
}

const RULES = { skillList: { read: listedSkills, version: TESTED_VERSION } } as const;

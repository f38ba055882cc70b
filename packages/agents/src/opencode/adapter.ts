import { type AgentAdapter, PORTS } from "@scylla/contracts";
import { classifyRun } from "../classify/classify-run.ts";
import type { CliOptions } from "../launch/cli-options.ts";
import { cliVersion, requireProgram } from "../launch/cli-version.ts";
import { differences } from "../treatment/differences.ts";
import { listedSkills } from "./listed-skills.ts";
import { parser } from "./parser.ts";
import { planLaunch } from "./plan.ts";
import { transcriber } from "./transcriber.ts";

const TESTED_VERSION = "1.18.33";
const INSTALL = `opencode-ai@${TESTED_VERSION}`;

/** OpenCode. It declares nothing of what it was given: only a gateway can tell whether a treatment arrived. */
export function openCodeAgent({ executable = "opencode" }: CliOptions = {}): AgentAdapter {
  return {
    port: PORTS.agent,
    kind: "opencode",
    // Its sub-agents have files of another form, and levels of thinking that a model lacks are passed over without a word.
    capabilities: new Set(["instructions", "skills", "mcp", "tools", "model"]),
    provider: "openai",
    testedVersion: TESTED_VERSION,
    executable,
    install: INSTALL,
    transcripts: [".local/share/opencode/opencode.db*"],
    version: async () => {
      const version = await cliVersion({ executable, install: INSTALL });
      // Without it skills can't be opened nor files be searched, and the run goes on.
      await requireProgram({ executable: "rg", install: "ripgrep" }, "opencode");
      return version;
    },
    plan: (request) => planLaunch(executable, request),
    parser: (request) => parser(request),
    classify: (report, result, context) =>
      classifyRun(report, result, context, context ? differences(report, context, RULES) : []),
    transcriber,
  };
}

const RULES = { skillList: { read: listedSkills, version: TESTED_VERSION } } as const;

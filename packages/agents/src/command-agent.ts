import { type AgentAdapter, type AgentReport, PORTS, ScyllaError } from "@scylla/contracts";
import { classifyExit } from "./classify/classify-exit.ts";
import { readResultLine } from "./result-line.ts";
import { lastLine } from "./stream/last-line.ts";

/**
 * Any program as an agent: its current directory is the workspace, the prompt comes on standard input.
 * `SCYLLA_SEED` holds the run's seed in decimal, `SCYLLA_MODEL` the treatment's model where there is one.
 * Where the experiment names a `provider` for it, `SCYLLA_MODEL_URL` is the base URL of that in the gateway, and
 * `SCYLLA_MODEL_TOKEN` what to send as the key.
 * The last line of its standard output may report `{"type":"result","usage":{...},"costUsd":n}`.
 */
export function commandAgent(): AgentAdapter {
  return {
    port: PORTS.agent,
    kind: "command",
    capabilities: new Set(["instructions", "skills", "subagents", "mcp", "model"]),
    // It is told where its provider is, and what it sends there is its own affair.
    clouds: new Set(["bedrock", "vertex"]),
    // The content of its files is part of the treatment already.
    version: async () => null,
    plan: ({ agent, treatment, prompt, seed, endpoint }) => {
      if (agent.command === null) {
        throw new ScyllaError("CONFIG_INVALID", `The agent ${agent.id} has no command to start.`, {
          hint: "Give it a `command`, as a list of arguments.",
        });
      }
      const { model } = treatment.agent;
      return {
        command: agent.command,
        stdin: prompt,
        env: {
          SCYLLA_SEED: String(seed),
          ...(model !== null && { SCYLLA_MODEL: model }),
          ...(endpoint && { SCYLLA_MODEL_URL: endpoint.url, SCYLLA_MODEL_TOKEN: endpoint.token }),
        },
      };
    },
    parser: () => {
      const line = lastLine();
      return {
        push: line.push,
        end: (): AgentReport => ({ ...readResultLine(line.end()), model: null, rateLimit: null }),
      };
    },
    classify: (_report, result) => classifyExit(result.exit),
  };
}

import {
  type AgentAdapter,
  type AgentReport,
  type Classification,
  PORTS,
  type ProcessExit,
  ScyllaError,
} from "@scylla/contracts";
import { lastLine } from "./last-line.ts";
import { readResultLine } from "./result-line.ts";

/**
 * Any program as an agent: its current directory is the workspace, the prompt comes on standard input.
 * `SCYLLA_SEED` holds the run's seed in decimal, `SCYLLA_MODEL` the treatment's model where there is one.
 * The last line of its standard output may report `{"type":"result","usage":{...},"costUsd":n}`.
 */
export function commandAgent(): AgentAdapter {
  return {
    port: PORTS.agent,
    kind: "command",
    capabilities: new Set(["instructions", "skills", "subagents", "mcp", "model"]),
    // The content of its files is part of the treatment already.
    version: async () => null,
    plan: ({ agent, treatment, prompt, seed }) => {
      if (agent.command === null) {
        throw new ScyllaError("CONFIG_INVALID", `The agent ${agent.id} has no command to start.`, {
          hint: "Give it a `command`, as a list of arguments.",
        });
      }
      const { model } = treatment.agent;
      return {
        command: agent.command,
        stdin: prompt,
        env: { SCYLLA_SEED: String(seed), ...(model === null ? {} : { SCYLLA_MODEL: model }) },
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

/** A command says how it fared by its exit alone. */
function classifyExit(exit: ProcessExit): Classification {
  switch (exit.kind) {
    case "exited":
      return exit.code === 0
        ? { outcome: "ok", reason: null }
        : { outcome: "agent_error", reason: `exit code ${exit.code}${SHELL_CODES[exit.code] ?? ""}` };
    case "signaled":
      // KILL comes from outside (the kernel short of memory, an operator); any other signal is the agent's own doing.
      return exit.signal === "SIGKILL"
        ? { outcome: "infra_error", reason: "killed by SIGKILL from outside" }
        : { outcome: "agent_error", reason: `ended by ${exit.signal}` };
    case "timed-out":
      return { outcome: "timeout", reason: "the time limit was reached" };
    case "aborted":
      return { outcome: "aborted", reason: "stopped on request" };
    case "not-started":
      return { outcome: "infra_error", reason: `could not be started: ${oneLine(exit.message)} (${exit.code})` };
  }
}

/** What a shell means by these codes; a program may use them in its own sense. */
const SHELL_CODES: Readonly<Record<number, string>> = {
  126: " (from a shell: not executable)",
  127: " (from a shell: command not found)",
};

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, " ").trim();
}

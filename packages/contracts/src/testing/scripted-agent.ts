import { PORTS } from "../port.ts";
import type { AgentAdapter, AgentReport, Classification } from "../ports/agent.ts";
import type { ProcessExit } from "../ports/process-runner.ts";

/** With this exit code a scripted agent says that its treatment did not reach it. */
export const NOT_DELIVERED = 78;

const SILENT: AgentReport = { usage: null, costUsd: null, model: null, rateLimit: null };

/**
 * An agent for scripted processes: the prompt comes on standard input, the seed in `SEED`, and its whole standard output
 * is the JSON of what an `AgentReport` has to say.
 */
export function scriptedAgent(kind = "scripted"): AgentAdapter {
  return {
    port: PORTS.agent,
    kind,
    capabilities: new Set(["instructions"]),
    version: async () => "1.0.0",
    plan: ({ agent, prompt, seed }) => ({
      command: agent.command ?? [agent.id],
      stdin: prompt,
      env: { SEED: String(seed) },
    }),
    parser: () => {
      const chunks: Uint8Array[] = [];
      return {
        push: (chunk) => {
          chunks.push(Uint8Array.from(chunk));
        },
        end: () => reportOf(Buffer.concat(chunks).toString("utf8")),
      };
    },
    classify: ({ rateLimit }, { exit }) =>
      rateLimit && exit.kind === "exited" ? { outcome: "rate_limited", reason: rateLimit.key } : byExit(exit),
  };
}

function reportOf(said: string): AgentReport {
  try {
    const value: unknown = JSON.parse(said);
    return isReport(value) ? { ...SILENT, ...value } : SILENT;
  } catch {
    return SILENT;
  }
}

function isReport(value: unknown): value is Partial<AgentReport> {
  return (
    typeof value === "object" && value !== null && Object.keys(value).every((key) => key in SILENT || key === "facts")
  );
}

function byExit(exit: ProcessExit): Classification {
  switch (exit.kind) {
    case "exited":
      if (exit.code === NOT_DELIVERED) return { outcome: "invalid", reason: "the treatment was not delivered" };
      return exit.code === 0
        ? { outcome: "ok", reason: null }
        : { outcome: "agent_error", reason: `exit code ${exit.code}` };
    case "signaled":
      return { outcome: "infra_error", reason: `killed by ${exit.signal}` };
    case "timed-out":
      return { outcome: "timeout", reason: "the time limit was reached" };
    case "aborted":
      return { outcome: "aborted", reason: "stopped on request" };
    case "not-started":
      return { outcome: "infra_error", reason: `could not be started (${exit.code})` };
  }
}

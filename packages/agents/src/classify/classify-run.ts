import {
  type AgentReport,
  type Classification,
  type ClassifyContext,
  type GatewayFacts,
  OUTCOME_POLICY,
  type ProcessExit,
  type ProcessResult,
} from "@scylla/contracts";
import { classifyExit, oneLine } from "./classify-exit.ts";

/**
 * How a run of a CLI with structured events ended: by its closing event, what the gateway saw, and the end of its process together.
 * A run that would be scored although the agent did not get its treatment is invalid.
 */
export function classifyRun(
  report: AgentReport,
  result: ProcessResult,
  context: ClassifyContext | undefined,
  differences: readonly string[],
): Classification {
  const gateway = context?.gateway ?? null;
  const ended = classifyEnd(report, result, gateway);
  if (differences.length === 0) return ended;
  if (!OUTCOME_POLICY[ended.outcome].scored) return { ...ended, differences };
  return { outcome: "invalid", reason: oneLine(differences.join("; ")), differences };
}

function classifyEnd(report: AgentReport, result: ProcessResult, gateway: GatewayFacts | null): Classification {
  const { exit } = result;
  const byExit = classifyExit(exit);
  if (exit.kind === "not-started" || exit.kind === "aborted") return byExit;
  if (gateway?.stopped === "experiment-budget")
    return { outcome: "aborted", reason: "the budget of the experiment was used up" };
  if (gateway?.stopped === "run-limit") return { outcome: "limit", reason: "the gateway stopped it at a limit" };

  const { facts } = report;
  // Time that the agent only waited for its provider is no result of its set-up.
  if (facts?.waiting || waitedFor(exit, gateway))
    return byProvider(report, gateway, "ended while it waited for its provider");
  if (exit.kind === "timed-out") return byExit;
  if (facts?.ending) {
    const { kind, name } = facts.ending;
    switch (kind) {
      case "completed":
        // A signal after the closing event takes nothing from what was done.
        return exit.kind === "exited" && exit.code !== 0 ? byExit : { outcome: "ok", reason: null };
      case "limit":
        return { outcome: "limit", reason: oneLine(name) };
      case "failed":
        return { outcome: "agent_error", reason: oneLine(name) };
      case "provider":
        return byProvider(report, gateway, oneLine(name));
    }
  }
  return withoutClosingEvent(report, result, byExit);
}

/** Agents that say nothing while they repeat a refused call: the gateway knows. */
function waitedFor(exit: ProcessExit, gateway: GatewayFacts | null): boolean {
  return exit.kind === "timed-out" && (gateway?.lastStatus ?? 0) >= 400;
}

/** The agent got no answer from its model. */
function byProvider(report: AgentReport, gateway: GatewayFacts | null, what: string): Classification {
  // Behind a gateway an agent may have its status from there, in place of a provider that gave none.
  const status = gateway ? gateway.lastStatus : (report.facts?.lastErrorStatus ?? null);
  if (status === 429) {
    const untilMs = gateway?.retryAtMs ?? report.rateLimit?.untilMs ?? 0;
    return {
      outcome: "rate_limited",
      reason: `${what}: the provider said 429`,
      providerStatus: status,
      ...(untilMs > 0 && { retryAtMs: untilMs }),
    };
  }
  // The agent itself made its request too large.
  if (status === 413)
    return { outcome: "agent_error", reason: `${what}: the provider said 413`, providerStatus: status };
  // An answer that the agent could not use is none.
  if (status === null || status < 400) return { outcome: "infra_error", reason: `${what}: no answer of the provider` };
  return { outcome: "infra_error", reason: `${what}: the provider said ${status}`, providerStatus: status };
}

/** It crashed, was ended from outside, never began, or printed more than was kept. */
function withoutClosingEvent(report: AgentReport, result: ProcessResult, byExit: Classification): Classification {
  const { exit } = result;
  if (exit.kind !== "exited") return byExit;
  if (!report.facts)
    return { outcome: "infra_error", reason: `ended with exit code ${exit.code} before its first event` };
  // What was not kept may have held the closing event.
  if (result.stdout.truncated) return byExit;
  return { outcome: "agent_error", reason: `ended with exit code ${exit.code} and without a closing event` };
}

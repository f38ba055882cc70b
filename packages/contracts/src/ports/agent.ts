import type { Outcome } from "../outcome.ts";
import type { PlannedAgent, RunLimits } from "../plan.ts";
import type { PORTS } from "../port.ts";
import type { Treatment } from "../treatment.ts";
import type { ProcessResult } from "./process-runner.ts";
import type { TokenUsage } from "./run-store.ts";

export interface AgentRequest {
  readonly agent: PlannedAgent;
  readonly treatment: Treatment;
  /** The prompt itself, never a path to it. */
  readonly prompt: string;
  readonly limits: RunLimits;
  /** The same for every attempt of a run: for agents that can be seeded. */
  readonly seed: number;
}

/** What to start, as a value. The runner adds the private HOME, TMPDIR, the token and the allow-listed environment. */
export interface LaunchPlan {
  readonly command: string | readonly string[];
  readonly stdin: string | null;
  readonly env: Readonly<Record<string, string>>;
}

/** What an agent's output says. Absent is unknown, never 0. */
export interface AgentReport {
  readonly usage: TokenUsage | null;
  readonly costUsd: number | null;
  readonly model: string | null;
  /** A structured rate-limit event; never read from the agent's words. */
  readonly rateLimit: { readonly key: string; readonly untilMs: number } | null;
}

export interface OutputParser {
  push(chunk: Uint8Array): void;
  end(): AgentReport;
}

export interface Classification {
  readonly outcome: Outcome;
  /** What decided it, in one line. */
  readonly reason: string | null;
}

/** One kind of agent, as an object literal. Only `version` touches the machine. */
export interface AgentAdapter {
  readonly port: typeof PORTS.agent;
  readonly kind: string;
  /** What a treatment may ask of it: `instructions`, `skills`, `subagents`, `mcp`, `tools`, `systemPrompt`, `thinking`, `model`. */
  readonly capabilities: ReadonlySet<string>;
  /** What the treatment's conditions name as the agent's version; null when it has none. */
  version(agent: PlannedAgent): Promise<string | null>;
  plan(request: AgentRequest): LaunchPlan;
  parser(): OutputParser;
  classify(report: AgentReport, result: ProcessResult): Classification;
}

import type { AgentFacts, GatewayFacts } from "../agent-facts.ts";
import type { Outcome } from "../outcome.ts";
import type { PlannedAgent, RunLimits } from "../plan.ts";
import type { PORTS } from "../port.ts";
import type { ModelCloud } from "../provider.ts";
import type { Trajectory } from "../trajectory.ts";
import type { FileValue, Treatment } from "../treatment.ts";
import type { ProcessResult } from "./process-runner.ts";
import type { TokenUsage } from "./run-store.ts";

/** Where a run's models are reached: a route of the gateway. */
export interface ModelEndpoint {
  /** Without a slash at its end; the provider's own paths (`/v1/messages`, ...) follow it. */
  readonly url: string;
  /** Opens this route only. Never a provider's key. */
  readonly token: string;
  /** True: the agent sends the login that is in its HOME, and no token. */
  readonly ownLogin?: boolean | undefined;
  /** The cloud behind it, which is asked in its own way. */
  readonly cloud?: ModelCloud | undefined;
}

export interface AgentRequest {
  readonly agent: PlannedAgent;
  readonly treatment: Treatment;
  /** The prompt itself, never a path to it. */
  readonly prompt: string;
  readonly limits: RunLimits;
  /** The same for every attempt of a run: for agents that can be seeded. */
  readonly seed: number;
  /** Absent where the runner has no gateway. */
  readonly endpoint?: ModelEndpoint | undefined;
}

/** What to start, as a value. The runner adds the private HOME, TMPDIR, the token and the allow-listed environment. */
export interface LaunchPlan {
  readonly command: string | readonly string[];
  readonly stdin: string | null;
  readonly env: Readonly<Record<string, string>>;
  /** Written into the private HOME before the start; paths are relative to it. */
  readonly files?: readonly FileValue[] | undefined;
}

/** What an agent's output says. Absent is unknown, never 0. */
export interface AgentReport {
  readonly usage: TokenUsage | null;
  /** As the agent says. */
  readonly costUsd: number | null;
  /** From its usage and a price list; null when a model's price is not known. Absent where nobody computed it. */
  readonly computedCostUsd?: number | null | undefined;
  readonly model: string | null;
  /** A structured rate-limit event; never read from the agent's words. */
  readonly rateLimit: { readonly key: string; readonly untilMs: number } | null;
  /** What its events say beyond that; absent when there was none. */
  readonly facts?: AgentFacts | undefined;
}

export interface OutputParser {
  push(chunk: Uint8Array): void;
  /** Takes standard error, where an agent says there what its output leaves out. */
  pushErrors?(chunk: Uint8Array): void;
  end(): AgentReport;
}

export interface Classification {
  readonly outcome: Outcome;
  /** What decided it, in one line. */
  readonly reason: string | null;
  /** Where what the agent was given differs from its treatment, one sentence each. */
  readonly differences?: readonly string[] | undefined;
  /** HTTP status of the provider, where it decided. */
  readonly providerStatus?: number | undefined;
  /** When a rate limit ends, where somebody said so; milliseconds since 1970. */
  readonly retryAtMs?: number | undefined;
}

/** What else is known of a run when it is classified. */
export interface ClassifyContext {
  readonly request: AgentRequest;
  readonly gateway: GatewayFacts | null;
}

/** Turns output into a trajectory. Unlike a parser it keeps the whole of it in memory. */
export interface Transcriber {
  push(chunk: Uint8Array): void;
  /** Null when the output holds no step. */
  end(): Trajectory | null;
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
  /** The request helps where the output does not name the model. */
  parser(request?: AgentRequest): OutputParser;
  /** With a context, also whether the agent got its treatment. */
  classify(report: AgentReport, result: ProcessResult, context?: ClassifyContext): Classification;
  /** Absent where the output holds no steps. */
  transcriber?(request: AgentRequest): Transcriber;
  /** The provider whose protocol it speaks, for experiments that name no other. Absent: it asks no model through a gateway. */
  readonly provider?: string | undefined;
  /** Clouds that it can ask in their own way. Absent: none. */
  readonly clouds?: ReadonlySet<ModelCloud["kind"]> | undefined;
  /** Where its own login is kept: paths in a HOME. Absent: it can't use one through a gateway. */
  readonly credentials?: readonly string[] | undefined;
  /** True: it counts the turns of a run itself, and ends at their limit. */
  readonly countsTurns?: boolean | undefined;
  /** The version that the adapter was tried with. */
  readonly testedVersion?: string | undefined;
  /** What starts it: a name on the PATH, or a path. Absent where each experiment says that. */
  readonly executable?: string | undefined;
  /** What `npm install --global` takes to install that version. */
  readonly install?: string | undefined;
  /** Where the agent keeps transcripts of its own: patterns over its HOME. */
  readonly transcripts?: readonly string[] | undefined;
}

import type { TokenUsage } from "./ports/run-store.ts";

/** How often each name occurred. A name may be anything that an agent or model made up. */
export type Counts = Readonly<Record<string, number>>;

export interface ModelUsage extends TokenUsage {
  /** As the provider or the agent names it. */
  readonly model: string;
  /** The part of the cache writes that is kept for an hour, which providers price apart. */
  readonly cacheWriteHourTokens?: number | undefined;
}

/** How the agent itself says that it ended: read from its closing event, never from its words. */
export interface AgentEnding {
  /** `completed`: by itself. `failed`: it gave up. `limit`: its turns or money were used up. `provider`: no model answered. */
  readonly kind: "completed" | "failed" | "limit" | "provider";
  /** The agent's own name for it. */
  readonly name: string;
}

/** What an agent says, before its first model call, that it was given. Null is not said, which is not "none". */
export interface DeclaredTreatment {
  readonly version: string | null;
  readonly model: string | null;
  readonly tools: readonly string[] | null;
  readonly mcpServers: readonly { readonly name: string; readonly status: string }[] | null;
  readonly skills: readonly string[] | null;
  readonly subagents: readonly string[] | null;
}

/** What of its treatment a run really used. Unused is valid. */
export interface Uptake {
  readonly tools: Counts;
  readonly skills: Counts;
  readonly subagents: Counts;
  /** By `server/tool`. */
  readonly mcpTools: Counts;
}

/** What the events of an agent's output say, beyond usage and price. Null is unknown, never 0. */
export interface AgentFacts {
  /** Null when the output ended without a closing event. */
  readonly ending: AgentEnding | null;
  readonly declared: DeclaredTreatment | null;
  /** Sub-agents included; null when no totals were given. */
  readonly models: readonly ModelUsage[] | null;
  /** What single events add up to where totals are missing: a lower bound. */
  readonly usageAtLeast: TokenUsage | null;
  /** Of the single call with the longest one, caches included: long prompts may have a price of their own. */
  readonly longestPromptTokens: number | null;
  /** Model calls that were answered. */
  readonly calls: number | null;
  readonly turns: number | null;
  /** Tool calls that were not permitted, by tool. */
  readonly denials: Counts;
  /** Model calls that were repeated after an error. */
  readonly retries: number;
  /** HTTP status of the last model call that failed. */
  readonly lastErrorStatus: number | null;
  /** The output ended while the agent waited for its provider. */
  readonly waiting: boolean;
  readonly uptake: Uptake;
  /** Lines that were too long or not of the format. */
  readonly unreadLines: number;
}

/** What a gateway between agent and provider saw of one run. */
export interface GatewayFacts {
  /** Of the last model call; null when it got no answer. */
  readonly lastStatus: number | null;
  /** When the provider says that it will answer again, in milliseconds since 1970. */
  readonly retryAtMs: number | null;
  /** A limit that the gateway enforced by refusing further calls. */
  readonly stopped: "run-limit" | "experiment-budget" | null;
  /** Models that requests named. */
  readonly models: readonly string[];
  /** Bodies of the first requests as they were sent; empty when none was kept, or of one that was too large to keep. */
  readonly firstRequests: readonly string[];
}

import { join } from "node:path";
import type { AgentAdapter } from "@scylla/contracts";
import {
  type GatewayFacts,
  type GatewayLimits,
  type GatewayRoute,
  type GatewaySummary,
  type ModelEndpoint,
  nanoFromUsd,
  type PlannedAgent,
  type RunLimits,
  runLabel,
  ScyllaError,
  type Workspace,
} from "@scylla/contracts";
import type { RunSubject } from "../claimed-run.ts";
import type { ExecutionPorts } from "../ports.ts";
import { callLog } from "./call-log.ts";

/** What an agent sends as its key. The gateway puts the provider's in its place. */
const NO_KEY = "scylla";

/** How one attempt reaches its models. */
export interface ModelAccess extends AsyncDisposable {
  /** Undefined for an agent that asks no model through a gateway. */
  readonly endpoint: ModelEndpoint | undefined;
  /** Ends what is in flight; null without a gateway. The same again when repeated. */
  close(): Promise<GatewaySummary | null>;
}

/** The provider that an agent's models are asked of; null for an agent that asks none through a gateway. */
export function providerOf(agent: PlannedAgent, adapter: AgentAdapter): string | null {
  return agent.provider ?? adapter.provider ?? null;
}

/**
 * Opens the way of one attempt to its models, with its limits.
 * @throws {ScyllaError} `UNSUPPORTED` without a gateway, and what the gateway says: nothing is bought by then.
 */
export async function openModelAccess(
  { cell, agent, adapter, n }: RunSubject,
  { gateway, recordings = {} }: Pick<ExecutionPorts, "gateway" | "recordings">,
  workspace: Workspace,
): Promise<ModelAccess> {
  const provider = providerOf(agent, adapter);
  if (provider === null) return { endpoint: undefined, close: async () => null, [Symbol.asyncDispose]: async () => {} };
  const { limits, network } = cell.conditions;
  const { id: _, logs: __, ...places } = workspace;
  const label = runLabel(cell.key, n);
  const replayOf = await recordings.replay?.(label);
  const route = await requireGateway(gateway, agent).open({
    run: label,
    providers: [provider],
    allow: network,
    limits: limitsOf(limits, adapter),
    onCall: callLog(workspace),
    places: { ...places },
    ...(recordings.keep && { recordTo: recordingOf(workspace) }),
    ...(replayOf !== undefined && { replayOf }),
  });
  return accessBy(route, provider);
}

/**
 * Finds out that models can be reached before the first purchase: a gateway is there, it knows the providers, and has their keys.
 * @throws {ScyllaError} `UNSUPPORTED`, `REFERENCE_MISSING`, `KEY_MISSING`, `GATEWAY_FAILED`.
 */
export async function requireModels(
  agents: readonly { readonly agent: PlannedAgent; readonly adapter: AgentAdapter }[],
  gateway: ExecutionPorts["gateway"],
): Promise<void> {
  const asked = new Set<string>();
  for (const { agent, adapter } of agents) {
    const provider = providerOf(agent, adapter);
    if (provider === null || asked.has(provider)) continue;
    asked.add(provider);
    const route = await requireGateway(gateway, agent).open({ run: "start", providers: [provider] });
    await route.close();
  }
}

/** Where an attempt's recording is before it is stored. */
export function recordingOf({ logs }: Workspace): string {
  return join(logs, "exchanges.jsonl");
}

/** What classification needs of what the gateway saw. */
export function gatewayFacts(summary: GatewaySummary): GatewayFacts {
  const { lastStatus, rateLimit, limit, models, firstRequests } = summary;
  return {
    lastStatus,
    retryAtMs: rateLimit?.untilMs ?? null,
    stopped: limit === null ? null : limit.scope === "run" ? "run-limit" : "experiment-budget",
    models: models.flatMap(({ model }) => model ?? []),
    firstRequests,
  };
}

function requireGateway(gateway: ExecutionPorts["gateway"], { id, kind }: PlannedAgent) {
  if (gateway) return gateway;
  throw new ScyllaError(
    "UNSUPPORTED",
    `the agent ${id} (${kind}) reaches its models through a gateway, and this runner has none`,
    { hint: "Compose a runner with a gateway." },
  );
}

/** Turns are an agent's own word; where it does not count them, each call to its model is one. */
function limitsOf({ turns, usd }: RunLimits, { countsTurns }: AgentAdapter): GatewayLimits {
  return {
    ...(usd !== null && { cost: nanoFromUsd(usd) }),
    ...(turns !== null && !countsTurns && { calls: turns }),
  };
}

function accessBy(route: GatewayRoute, provider: string): ModelAccess {
  return {
    endpoint: { url: route.baseUrl(provider), token: NO_KEY },
    close: () => route.close(),
    [Symbol.asyncDispose]: () => route[Symbol.asyncDispose](),
  };
}

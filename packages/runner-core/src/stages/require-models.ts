import { type AgentAdapter, type Gateway, type PlannedAgent, ScyllaError } from "@scylla/contracts";
import { ownLogin } from "./own-login.ts";
import { tryKey } from "./try-key.ts";

/** The provider that an agent's models are asked of; null for an agent that asks none through a gateway. */
export function providerOf(agent: PlannedAgent, adapter: AgentAdapter): string | null {
  return agent.provider ?? adapter.provider ?? null;
}

/**
 * Finds out that models can be reached before the first purchase: a gateway is there, it knows the providers, and has
 * keys that they take.
 * @throws {ScyllaError} `UNSUPPORTED`, `REFERENCE_MISSING`, `KEY_MISSING`, `KEY_REFUSED`, `GATEWAY_FAILED`.
 */
export async function requireModels(
  agents: readonly { readonly agent: PlannedAgent; readonly adapter: AgentAdapter }[],
  gateway: Gateway | undefined,
): Promise<void> {
  const asked = new Set<string>();
  for (const { agent, adapter } of agents) {
    const provider = providerOf(agent, adapter);
    if (provider === null || asked.has(provider)) continue;
    asked.add(provider);
    await using route = await requireGateway(gateway, agent).open({ run: "start", providers: [provider] });
    if (route.login(provider) === "agent") await ownLogin({ agent, adapter });
    // A cloud has no such list at the address of its models.
    else if (route.cloud?.(provider) === undefined) await tryKey(route, provider);
  }
}

/** @throws {ScyllaError} `UNSUPPORTED` where there is none. */
export function requireGateway(gateway: Gateway | undefined, { id, kind }: PlannedAgent): Gateway {
  if (gateway) return gateway;
  throw new ScyllaError(
    "UNSUPPORTED",
    `the agent ${id} (${kind}) reaches its models through a gateway, and this runner has none`,
    { hint: "Compose a runner with a gateway." },
  );
}

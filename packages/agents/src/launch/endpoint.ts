import { type AgentRequest, type ModelEndpoint, ScyllaError } from "@scylla/contracts";

/** @throws {ScyllaError} `UNSUPPORTED` where models can't be reached: no key ever enters an agent's environment. */
export function endpointOf({ agent, endpoint }: AgentRequest): ModelEndpoint {
  if (endpoint) return endpoint;
  throw new ScyllaError(
    "UNSUPPORTED",
    `the agent ${agent.id} (${agent.kind}) reaches its models through a gateway, and this runner has none`,
    { hint: "Compose a runner with a gateway." },
  );
}

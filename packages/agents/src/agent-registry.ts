import { type AgentAdapter, nearestName, PORTS, requirePort, ScyllaError } from "@scylla/contracts";

/**
 * Finds adapters by kind.
 * @throws {ScyllaError} `PORT_MISMATCH` or `DUPLICATE_ID` for adapters that can't be used together;
 * the function returned throws `UNSUPPORTED` for a kind that is not there, naming the nearest.
 */
export function agentRegistry(adapters: readonly AgentAdapter[]): (kind: string) => AgentAdapter {
  const byKind = new Map<string, AgentAdapter>();
  for (const adapter of adapters) {
    requirePort(adapter, PORTS.agent, `the agent adapter ${adapter.kind}`);
    if (byKind.has(adapter.kind)) {
      throw new ScyllaError("DUPLICATE_ID", `Two agent adapters are of kind ${adapter.kind}.`, {
        hint: "Give one of them to the registry.",
      });
    }
    byKind.set(adapter.kind, adapter);
  }
  return (kind) => {
    const adapter = byKind.get(kind);
    if (adapter) return adapter;
    const near = nearestName(kind, byKind.keys());
    const known = [...byKind.keys()].sort().join(", ") || "none";
    throw new ScyllaError("UNSUPPORTED", `There is no adapter for agents of kind ${JSON.stringify(kind)}.`, {
      hint: near === null ? `Kinds that are there: ${known}.` : `Did you mean ${near}? Kinds that are there: ${known}.`,
    });
  };
}

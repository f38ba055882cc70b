import { type AgentAdapter, type PlannedAgent, type PlannedProvider, ScyllaError } from "@scylla/contracts";
import { providerOf } from "../stages/require-models.ts";

const NAMES = { bedrock: "Amazon Bedrock", vertex: "Vertex AI" } as const;

/**
 * An agent that does not speak a cloud's protocol would fail in each of its runs.
 * @throws {ScyllaError} `UNSUPPORTED`.
 */
export function refuseCloud(agent: PlannedAgent, adapter: AgentAdapter, providers: readonly PlannedProvider[]): void {
  const id = providerOf(agent, adapter);
  const { cloud, login } = providers.find((one) => one.id === id) ?? {};
  if (!cloud) return;
  const who = `the agent ${agent.id} (${agent.kind})`;
  if (!adapter.clouds?.has(cloud.kind)) {
    throw new ScyllaError(
      "UNSUPPORTED",
      `${who} can't ask models of ${NAMES[cloud.kind]}, which its provider ${id} is`,
      {
        hint: "Give it another `provider`, such as a server that speaks its protocol in front of the cloud, or take claude-code.",
      },
    );
  }
  if (login === "agent") {
    throw new ScyllaError("UNSUPPORTED", `${who} can't use a login of its own at ${NAMES[cloud.kind]}`, {
      hint: `Leave \`login\` out of the provider ${id}: the gateway logs in.`,
    });
  }
}

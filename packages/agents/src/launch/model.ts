import { type AgentRequest, ScyllaError } from "@scylla/contracts";

/** @throws {ScyllaError} `CONFIG_INVALID` for a CLI that would choose a model by itself, call by call. */
export function modelOf({ agent, treatment }: AgentRequest): string {
  const { model } = treatment.agent;
  if (model !== null) return model;
  throw new ScyllaError("CONFIG_INVALID", `the agent ${agent.id} (${agent.kind}) needs a model`, {
    hint: "Give it a `model`: by itself the CLI chooses one for each call.",
  });
}

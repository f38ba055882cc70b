import { compareKeys, type PlannedAgent, type ResourceSpec, type Treatment } from "@scylla/contracts";
import { canonicalResources } from "./resources/canonical.ts";

/**
 * A set-up for one agent: everything that is given to it. Pure; equal input gives an equal digest on every machine, in whatever
 * order lists are written. The set-up's model takes precedence over the agent's. The agent's id is not part of it.
 * @throws {ScyllaError} `RESOURCE_CONFLICT` when two entries of one name differ.
 */
export function resolveTreatment(spec: ResourceSpec, agent: PlannedAgent): Treatment {
  const resources = canonicalResources(spec);
  return {
    schema: "treatment/1",
    agent: {
      kind: agent.kind,
      model: resources.model ?? agent.model,
      program: agent.program,
      env: [...new Set(agent.env)].sort(compareKeys),
    },
    resources: {
      instructions: resources.instructions ?? { kind: "none" },
      skills: resources.skills ?? [],
      subagents: resources.subagents ?? [],
      mcp: resources.mcp ?? [],
      tools: resources.tools ?? { kind: "default" },
      systemPrompt: resources.systemPrompt ?? { kind: "default" },
      thinking: resources.thinking ?? null,
    },
  };
}

import type { ResourceSpec, Treatment } from "@scylla/contracts";

/**
 * What a treatment adds to an agent, as a spec that others can inherit. What it leaves at its default is "not specified":
 * a winner without instructions must not take away those of another tier's winner.
 * The model is that of the treatment; an inheriting agent drops it where it is its own anyway.
 */
export function specOfTreatment({ agent, resources }: Treatment): ResourceSpec {
  const { instructions, skills, subagents, mcp, tools, systemPrompt, thinking } = resources;
  return {
    ...(instructions.kind !== "none" && { instructions }),
    ...(skills.length > 0 && { skills }),
    ...(subagents.length > 0 && { subagents }),
    ...(mcp.length > 0 && { mcp }),
    ...(tools.kind !== "default" && { tools }),
    ...(systemPrompt.kind !== "default" && { systemPrompt }),
    ...(thinking !== null && { thinking }),
    ...(agent.model !== null && { model: agent.model }),
  };
}

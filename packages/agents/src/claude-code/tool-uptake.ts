import type { Counts, Uptake } from "@scylla/contracts";
import { tally } from "../stream/tally.ts";
import { mcpToolOf } from "../treatment/mcp-tool.ts";
import { type AssistantEvent, toolUse } from "./events.ts";

export interface ToolUptake {
  add(event: AssistantEvent): void;
  counts(): Uptake;
  denials(tools: readonly string[]): Counts;
}

/** What the model called, sub-agents included. */
export function toolUptake(): ToolUptake {
  const tools = tally();
  const skills = tally();
  const subagents = tally();
  const mcpTools = tally();

  return {
    add: ({ message }) => {
      for (const block of message.content) {
        const call = toolUse.safeParse(block).data;
        if (!call) continue;
        tools.add(call.name);
        const mcp = mcpToolOf(call.name);
        if (mcp) mcpTools.add(mcp);
        if (call.name === "Skill" && typeof call.input["skill"] === "string") skills.add(call.input["skill"]);
        const { subagent_type: subagent } = call.input;
        if (SUBAGENT_TOOLS.has(call.name) && typeof subagent === "string") subagents.add(subagent);
      }
    },
    counts: () => ({
      tools: tools.counts(),
      skills: skills.counts(),
      subagents: subagents.counts(),
      mcpTools: mcpTools.counts(),
    }),
    denials: (denied) => {
      const counts = tally();
      for (const tool of denied) counts.add(tool);
      return counts.counts();
    },
  };
}

/** One tool; its name changed. */
const SUBAGENT_TOOLS = new Set(["Agent", "Task"]);

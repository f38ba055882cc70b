import type { AgentLayout } from "./agent-layout.ts";
import { instructionFiles, mcpFiles, skillFiles, subagentFiles } from "./workspace-files.ts";

/**
 * A command finds its treatment where most agents look for theirs: the same instructions in `CLAUDE.md` and `AGENTS.md`, skills
 * and sub-agents under `.claude`, MCP servers in `.mcp.json`. Its model comes with its environment, from the adapter.
 * Tools, system prompt and thinking have no file that every program would obey.
 */
export function commandLayout(): AgentLayout {
  return {
    kind: "command",
    capabilities: new Set(["instructions", "skills", "subagents", "mcp", "model"]),
    files: ({ resources }) => [
      ...instructionFiles(resources.instructions, ["AGENTS.md", "CLAUDE.md"]),
      ...skillFiles(resources.skills, ".claude/skills"),
      ...subagentFiles(resources.subagents, ".claude/agents"),
      ...mcpFiles(resources.mcp, ".mcp.json"),
    ],
  };
}

import type { AgentLayout } from "./agent-layout.ts";
import { instructionFiles, skillFiles } from "./workspace-files.ts";

/** What OpenCode reads of its workspace. Model, tools and MCP servers come with its configuration, from its adapter. */
export function openCodeLayout(): AgentLayout {
  return {
    kind: "opencode",
    capabilities: new Set(["instructions", "skills", "mcp", "tools", "model"]),
    files: ({ resources }) => [
      ...instructionFiles(resources.instructions, ["AGENTS.md"]),
      ...skillFiles(resources.skills, ".opencode/skills"),
    ],
  };
}

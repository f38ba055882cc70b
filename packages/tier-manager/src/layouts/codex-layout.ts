import type { AgentLayout } from "./agent-layout.ts";
import { instructionFiles, skillFiles } from "./workspace-files.ts";

/** What Codex CLI reads of its workspace. Model, thinking and MCP servers come with its configuration, from its adapter. */
export function codexLayout(): AgentLayout {
  return {
    kind: "codex",
    capabilities: new Set(["instructions", "skills", "mcp", "thinking", "model"]),
    files: ({ resources }) => [
      ...instructionFiles(resources.instructions, ["AGENTS.md"]),
      ...skillFiles(resources.skills, ".agents/skills"),
    ],
  };
}

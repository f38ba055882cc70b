import type { AgentLayout } from "./agent-layout.ts";
import { instructionFiles, skillFiles } from "./workspace-files.ts";

/** What Gemini CLI reads of its workspace. Model and MCP servers come with its settings, from its adapter. */
export function geminiCliLayout(): AgentLayout {
  return {
    kind: "gemini-cli",
    capabilities: new Set(["instructions", "skills", "mcp", "model"]),
    files: ({ resources }) => [
      ...instructionFiles(resources.instructions, ["GEMINI.md"]),
      ...skillFiles(resources.skills, ".gemini/skills"),
    ],
  };
}

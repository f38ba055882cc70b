import type { AgentLayout } from "./agent-layout.ts";
import { instructionFiles, mcpFiles, skillFiles, subagentFiles } from "./workspace-files.ts";

/** What Claude Code reads of its workspace. Model, tools, system prompt and thinking are arguments of its adapter. */
export function claudeCodeLayout(): AgentLayout {
  return {
    kind: "claude-code",
    capabilities: new Set(["instructions", "skills", "subagents", "mcp", "tools", "systemPrompt", "thinking", "model"]),
    files: ({ resources }) => [
      ...instructionFiles(resources.instructions, ["CLAUDE.md"]),
      ...skillFiles(resources.skills, ".claude/skills"),
      ...subagentFiles(resources.subagents, ".claude/agents"),
      ...mcpFiles(resources.mcp, ".mcp.json"),
    ],
  };
}

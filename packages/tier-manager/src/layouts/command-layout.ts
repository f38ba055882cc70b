import { type FileValue, type McpServer, ScyllaError, type Treatment } from "@scylla/contracts";
import type { AgentLayout } from "./agent-layout.ts";

/**
 * A command finds its treatment where most agents look for theirs: the same instructions in `CLAUDE.md` and `AGENTS.md`, skills
 * and sub-agents under `.claude`, MCP servers in `.mcp.json`. Its model comes with its environment, from the adapter.
 * Tools, system prompt and thinking have no file that every program would obey.
 */
export function commandLayout(): AgentLayout {
  return {
    kind: "command",
    capabilities: new Set(["instructions", "skills", "subagents", "mcp", "model"]),
    files({ resources }) {
      return [
        ...instructionFiles(resources.instructions),
        ...resources.skills.flatMap(({ name, files }) =>
          files.map((file) => ({ ...file, path: inside(`.claude/skills/${name}`, file.path) })),
        ),
        ...resources.subagents.map(({ name, text }) => textFile(inside(".claude/agents", `${name}.md`), text)),
        ...(resources.mcp.length === 0 ? [] : [textFile(".mcp.json", mcpConfig(resources.mcp))]),
      ];
    },
  };
}

function instructionFiles(instructions: Treatment["resources"]["instructions"]): readonly FileValue[] {
  if (instructions.kind !== "text") return [];
  return ["AGENTS.md", "CLAUDE.md"].map((path) => textFile(path, instructions.text));
}

function mcpConfig(servers: readonly McpServer[]): string {
  const entries = servers.map(({ name, command: [command, ...args], env }) => [name, { command, args, env }] as const);
  return `${JSON.stringify({ mcpServers: Object.fromEntries(entries) }, null, 2)}\n`;
}

function textFile(path: string, text: string): FileValue {
  return { path, executable: false, content: { text } };
}

/** A treatment is data: its paths are looked at before files are written for them. */
function inside(directory: string, path: string): string {
  const parts = path.split("/");
  if (parts.every((part) => part !== "" && part !== "." && part !== "..")) return `${directory}/${path}`;
  throw new ScyllaError("PATH_ESCAPE", `the path ${path} leads out of ${directory}`, {
    hint: "Paths in a treatment are relative and hold no dots.",
  });
}

import { claudeCodeAgent } from "@scylla/agents";
import { platformPackage, type RealCli } from "./real-cli.ts";

export const claudeCode: RealCli = {
  command: "claude",
  package: "@anthropic-ai/claude-code",
  programs: platformPackage("@anthropic-ai/claude-code").map((name) => `${name}/claude`),
  adapter: claudeCodeAgent,
  startsWithin: 25,
  provider: "anthropic",
  keyVariable: "ANTHROPIC_API_KEY",
  model: "claude-sonnet-4-5",
  price: { input: 3, output: 15, cacheRead: 0.3, cacheWrite: 3.75 },
  shell: (command) => ({ name: "Bash", arguments: { command, description: "Runs a command" } }),
  mcp: (server, tool, input) => ({ name: `mcp__${server}__${tool}`, arguments: input }),
  skill: (name) => ({ name: "Skill", arguments: { skill: name } }),
  skills: ".claude/skills",
  forbidden: { repository: { ".claude/settings.json": '{ "permissions": { "deny": ["Bash(rm:*)"] } }' } },
  hurry: "export CLAUDE_CODE_MAX_RETRIES=0",
  usage: (usage) => usage,
  operatorFiles: (text) => ({
    "CLAUDE.md": text,
    ".mcp.json": JSON.stringify({ mcpServers: { planted: { command: text, args: [] } } }),
    ".claude.json": JSON.stringify({ mcpServers: { planted: { command: text, args: [] } } }),
    ".claude/CLAUDE.md": text,
    ".claude/skills/planted/SKILL.md": `---\nname: planted\ndescription: ${text}\n---\n${text}\n`,
    ".claude/agents/planted.md": `---\nname: planted\ndescription: ${text}\n---\n${text}\n`,
    ".claude/settings.json": JSON.stringify({
      env: { PLANTED: text },
      hooks: { UserPromptSubmit: [{ hooks: [{ type: "command", command: `echo ${text}` }] }] },
    }),
  }),
};

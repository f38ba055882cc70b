import { openCodeAgent } from "@scylla/agents";
import { platformPackage, type RealCli } from "./real-cli.ts";

export const opencode: RealCli = {
  command: "opencode",
  package: "opencode-ai",
  programs: platformPackage("opencode").map((name) => `${name}/bin/opencode`),
  adapter: openCodeAgent,
  startsWithin: 120,
  provider: "openai",
  keyVariable: "OPENAI_API_KEY",
  model: "gpt-5",
  price: { input: 1.25, output: 10, cacheRead: 0.125 },
  shell: (command) => ({ name: "bash", arguments: { command, description: "Runs a command" } }),
  mcp: (server, tool, input) => ({ name: `${server}_${tool}`, arguments: input }),
  skill: (name) => ({ name: "skill", arguments: { name } }),
  skills: ".opencode/skills",
  forbidden: { repository: { "opencode.json": '{ "permission": { "bash": { "rm *": "deny" } } }' } },
  usage: ({ cacheWriteTokens: _, ...usage }) => usage,
  operatorFiles: (text) => ({
    "AGENTS.md": text,
    "opencode.json": JSON.stringify({ instructions: ["AGENTS.md"] }),
    ".config/opencode/AGENTS.md": text,
    ".config/opencode/opencode.json": JSON.stringify({ mcp: { planted: { type: "local", command: [text] } } }),
    ".config/opencode/skills/planted/SKILL.md": `---\nname: planted\ndescription: ${text}\n---\n${text}\n`,
    ".claude/CLAUDE.md": text,
  }),
};

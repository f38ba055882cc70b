import { codexAgent } from "@scylla/agents";
import type { RealCli } from "./real-cli.ts";

const shell: RealCli["shell"] = (command) => ({ name: "exec_command", arguments: { cmd: command } });

export const codex: RealCli = {
  command: "codex",
  package: "@openai/codex",
  programs: ["@openai/codex/bin/codex.js"],
  adapter: codexAgent,
  startsWithin: 25,
  provider: "openai",
  keyVariable: "OPENAI_API_KEY",
  model: "gpt-5",
  price: { input: 1.25, output: 10, cacheRead: 0.125 },
  shell,
  mcp: (server, tool, input) => ({ name: `mcp__${server}::${tool}`, arguments: input }),
  // A file like any other, which its instructions name.
  skill: (name) => shell(`cat .agents/skills/${name}/SKILL.md`),
  skills: ".agents/skills",
  forbidden: {
    before: `mkdir -p "$HOME/.codex/rules"; echo 'prefix_rule(pattern=["rm"], decision="forbidden")' > "$HOME/.codex/rules/default.rules"`,
  },
  hurry: `sed -i 's/.*wire_api.*/&\\nrequest_max_retries = 0\\nstream_max_retries = 0/' "$HOME/.codex/config.toml"`,
  usage: ({ cacheWriteTokens: _, ...usage }) => usage,
  operatorFiles: (text) => ({
    "AGENTS.md": text,
    ".codex/AGENTS.md": text,
    ".codex/config.toml": `developer_instructions = "${text}"\n\n[mcp_servers.planted]\ncommand = "${text}"\n`,
    ".codex/skills/planted/SKILL.md": `---\nname: planted\ndescription: ${text}\n---\n${text}\n`,
    ".agents/skills/planted/SKILL.md": `---\nname: planted\ndescription: ${text}\n---\n${text}\n`,
  }),
};

import { geminiCliAgent } from "@scylla/agents";
import type { RealCli } from "./real-cli.ts";

export const geminiCli: RealCli = {
  command: "gemini",
  package: "@google/gemini-cli",
  programs: ["@google/gemini-cli/bundle/gemini.js"],
  adapter: geminiCliAgent,
  startsWithin: 60,
  provider: "gemini",
  keyVariable: "GEMINI_API_KEY",
  model: "gemini-2.5-pro",
  price: { input: 1.25, output: 10, cacheRead: 0.125 },
  shell: (command) => ({ name: "run_shell_command", arguments: { command } }),
  mcp: (server, tool, input) => ({ name: `mcp_${server}_${tool}`, arguments: input }),
  skill: (name) => ({ name: "activate_skill", arguments: { name } }),
  skills: ".gemini/skills",
  forbidden: {
    before: `mkdir -p "$HOME/.gemini/policies"; cat > "$HOME/.gemini/policies/deny.toml" <<'END'
[[rule]]
toolName = "run_shell_command"
commandPrefix = "rm"
decision = "deny"
priority = 999
END`,
  },
  hurry: `sed -i 's/"enableAutoUpdate": false/"maxAttempts": 1, "retryFetchErrors": false, &/' "$HOME/.gemini/settings.json"`,
  usage: ({ cacheWriteTokens: _, ...usage }) => usage,
  operatorFiles: (text) => ({
    "GEMINI.md": text,
    ".gemini/GEMINI.md": text,
    ".gemini/settings.json": JSON.stringify({ mcpServers: { planted: { command: text } } }),
    ".gemini/skills/planted/SKILL.md": `---\nname: planted\ndescription: ${text}\n---\n${text}\n`,
    ".gemini/.env": `PLANTED=${text}\n`,
  }),
};

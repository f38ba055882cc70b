export { agentRegistry } from "./agent-registry.ts";
export { type CliOptions, claudeCodeAgent } from "./claude-code/adapter.ts";
export { commandAgent } from "./command-agent.ts";

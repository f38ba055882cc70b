export { agentRegistry } from "./agent-registry.ts";
export { commandAgent } from "./command-agent.ts";

export type { AgentLayout, Capability } from "./layouts/agent-layout.ts";
export { claudeCodeLayout } from "./layouts/claude-code-layout.ts";
export { commandLayout } from "./layouts/command-layout.ts";
export { resolveTreatment } from "./resolve.ts";
export { mergeResources } from "./resources/merge.ts";
export { rankContenders } from "./select.ts";
export { type TierManagerOptions, tierManager } from "./tier-manager.ts";

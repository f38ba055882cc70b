import type { FileValue, Treatment } from "@scylla/contracts";

/** What a treatment may ask for beyond the agent itself. */
export type Capability =
  | "instructions"
  | "skills"
  | "subagents"
  | "mcp"
  | "tools"
  | "systemPrompt"
  | "thinking"
  | "model";

/** How one kind of agent is given a treatment through its workspace. */
export interface AgentLayout {
  readonly kind: string;
  /** What can be given to it, through these files or by its adapter when it is started. */
  readonly capabilities: ReadonlySet<Capability>;
  /** Copies to put into the workspace. Pure. */
  files(treatment: Treatment): readonly FileValue[];
}

/** What a treatment asks of its agent. A repo's own files are not given, but left. */
export function neededCapabilities({ agent, resources }: Treatment): readonly Capability[] {
  const needed: readonly (readonly [Capability, boolean])[] = [
    ["instructions", resources.instructions.kind === "text"],
    ["skills", resources.skills.length > 0],
    ["subagents", resources.subagents.length > 0],
    ["mcp", resources.mcp.length > 0],
    ["tools", resources.tools.kind !== "default"],
    ["systemPrompt", resources.systemPrompt.kind !== "default"],
    ["thinking", resources.thinking !== null],
    ["model", agent.model !== null],
  ];
  return needed.flatMap(([capability, isNeeded]) => (isNeeded ? [capability] : []));
}

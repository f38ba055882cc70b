import { PORTS, type TierManager } from "@scylla/contracts";
import { inherit } from "./inherit.ts";
import type { AgentLayout } from "./layouts/agent-layout.ts";
import { commandLayout } from "./layouts/command-layout.ts";
import { layoutRegistry } from "./layouts/layout-registry.ts";
import { planLadder } from "./plan/plan-ladder.ts";
import { select } from "./select.ts";

export interface TierManagerOptions {
  /** One for each kind of agent that can be set up. Default: commands. */
  readonly layouts?: readonly AgentLayout[];
}

/** The ladder's rules as one port. Holds no state; equal calls give equal results. */
export function tierManager(options: TierManagerOptions = {}): TierManager {
  const layouts = layoutRegistry(options.layouts ?? [commandLayout()]);
  return {
    port: PORTS.tierManager,
    plan: (params) => planLadder(params, layouts),
    inherit,
    select,
    deliver: (treatment) => layouts.deliver(treatment),
  };
}

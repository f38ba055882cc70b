import {
  agentRegistry,
  claudeCodeAgent,
  codexAgent,
  commandAgent,
  geminiCliAgent,
  openCodeAgent,
} from "@scylla/agents";
import type { AgentAdapter, ProcessRunner, TierManager } from "@scylla/contracts";
import type { EnvironmentFactory } from "@scylla/runner-core";
import {
  claudeCodeLayout,
  codexLayout,
  commandLayout,
  geminiCliLayout,
  openCodeLayout,
  tierManager,
} from "@scylla/tier-manager";
import { defaultWorkRoot, isolatedEnvironment, processRunner } from "@scylla/workspace";
import { checkPorts, defaultPart } from "./check-ports.ts";
import type { PartOptions } from "./runner-options.ts";

/** The parts that need no experiment directory. */
export interface Parts {
  readonly workRoot: string;
  readonly adapter: (kind: string) => AgentAdapter;
  readonly processes: ProcessRunner;
  readonly tierManager: TierManager;
}

export function partsOf(options: PartOptions): Parts {
  checkPorts(options);
  return {
    workRoot: options.workRoot ?? defaultWorkRoot(process.env),
    adapter: agentRegistry(options.agents ?? ownAgents()),
    processes: options.processes ?? defaultPart("processes", "@scylla/workspace", processRunner()),
    tierManager:
      options.tierManager ?? defaultPart("tierManager", "@scylla/tier-manager", tierManager({ layouts: LAYOUTS })),
  };
}

/** The adapters that a runner has unless it is given others. */
export function ownAgents(): readonly AgentAdapter[] {
  return [commandAgent(), claudeCodeAgent(), codexAgent(), openCodeAgent(), geminiCliAgent()];
}

const LAYOUTS = [commandLayout(), claudeCodeLayout(), codexLayout(), openCodeLayout(), geminiCliLayout()];

/** The allow-list over this process's environment. */
export const hostEnvironment: EnvironmentFactory = (params) => isolatedEnvironment({ ...params, host: process.env });

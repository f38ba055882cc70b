import { PORTS, type PortVersion, requirePort } from "@scylla/contracts";
import type { RunnerOptions } from "./runner-options.ts";

/** Parts by the name of their option. Agents are checked one by one where they are registered; clocks and observers have no version. */
const PART_PORTS = {
  store: PORTS.runStore,
  artifacts: PORTS.artifactStore,
  gateway: PORTS.gateway,
  processes: PORTS.processRunner,
  sandbox: PORTS.sandbox,
  workspaces: PORTS.workspace,
  grader: PORTS.grader,
  queue: PORTS.runQueue,
  projector: PORTS.projector,
  tierManager: PORTS.tierManager,
} as const satisfies Partial<Record<keyof RunnerOptions, PortVersion>>;

type PartName = keyof typeof PART_PORTS;

/** Refuses given parts that speak another version of their port. @throws {ScyllaError} `PORT_MISMATCH`, naming the part. */
export function checkPorts(options: Partial<RunnerOptions>): void {
  for (const name of Object.keys(PART_PORTS) as PartName[]) {
    const part = options[name];
    if (part) requirePort(part, PART_PORTS[name], `the part \`${name}\``);
  }
}

/** The same for a default part: packages are released one by one, so an installed one may be older or newer than this. */
export function defaultPart<P extends { readonly port: string }>(name: PartName, packageName: string, part: P): P {
  requirePort(part, PART_PORTS[name], `${packageName} (the default part \`${name}\`)`);
  return part;
}

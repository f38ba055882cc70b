import { PORTS, requirePort } from "@scylla/contracts";
import type { RunnerOptions } from "./runner-options.ts";

/** Refuses parts that speak another version of their port. @throws {ScyllaError} `PORT_MISMATCH`, naming the part. */
export function checkPorts(options: Partial<RunnerOptions>): void {
  const parts = [
    ["store", PORTS.runStore],
    ["artifacts", PORTS.artifactStore],
    ["processes", PORTS.processRunner],
    ["workspaces", PORTS.workspace],
    ["grader", PORTS.grader],
    ["queue", PORTS.runQueue],
    ["projector", PORTS.projector],
    ["tierManager", PORTS.tierManager],
  ] as const;
  for (const [name, port] of parts) {
    const part = options[name];
    if (part) requirePort(part, port, `the part \`${name}\``);
  }
}

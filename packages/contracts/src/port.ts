import { ScyllaError } from "./errors.ts";

/** Every port with the version that this release of the contracts speaks. `/N` rises when a caller or an implementer would break. */
export const PORTS = {
  runStore: "run-store/1",
  artifactStore: "artifact-store/1",
  tierManager: "tier-manager/1",
  workspace: "workspace/1",
  processRunner: "process-runner/1",
  agent: "agent/1",
  grader: "grader/1",
  runQueue: "run-queue/1",
  projector: "projector/1",
} as const;

export type PortVersion = (typeof PORTS)[keyof typeof PORTS];

/**
 * Checks at run time what the types check when both sides are compiled together.
 * @throws {ScyllaError} `PORT_MISMATCH`, naming both versions and what to upgrade.
 */
export function requirePort<V extends PortVersion>(
  part: { readonly port: string },
  expected: V,
  name: string,
): asserts part is { readonly port: V } {
  if (part?.port === expected) return;
  const found = part?.port ?? "no version";
  const version = (port: string): number => Number(port.split("/")[1] ?? 0);
  const older = version(found) < version(expected) ? name : "the runner's packages";
  throw new ScyllaError("PORT_MISMATCH", `${name} implements ${found}, but ${expected} is needed`, {
    hint: `Upgrade ${older} so that both speak ${expected}.`,
  });
}

import { ScyllaError } from "./errors.ts";

/** Every port with the version that this release of the contracts speaks. `/N` rises when a caller or an implementer would break. */
export const PORTS = {
  runStore: "run-store/1",
  artifactStore: "artifact-store/1",
  tierManager: "tier-manager/1",
  workspace: "workspace/1",
  processRunner: "process-runner/1",
  sandbox: "sandbox/1",
  agent: "agent/1",
  grader: "grader/1",
  runQueue: "run-queue/1",
  projector: "projector/1",
  gateway: "gateway/1",
} as const;

export type PortVersion = (typeof PORTS)[keyof typeof PORTS];

/**
 * Checks at run time what the types check when both sides are compiled together.
 * @param name what the part is called, as it stands in the middle of a sentence.
 * @throws {ScyllaError} `PORT_MISMATCH`, naming both versions and what to upgrade.
 */
export function requirePort<V extends PortVersion>(
  part: { readonly port: string },
  expected: V,
  name: string,
): asserts part is { readonly port: V } {
  // Compiled elsewhere, or not at all: here the types are what is in doubt.
  const found: unknown = part?.port;
  if (found === expected) return;
  const said = typeof found === "string" && found !== "" ? found : "no version of a port";
  throw new ScyllaError("PORT_MISMATCH", `${name} implements ${said}, but ${expected} is needed`, {
    hint: remedy(parse(found), parse(expected), name),
  });
}

interface ParsedPort {
  readonly kind: string;
  readonly version: number;
}

function parse(port: unknown): ParsedPort | null {
  const [, kind, version] = /^([a-z-]+)\/(\d+)$/.exec(String(port)) ?? [];
  return kind === undefined ? null : { kind, version: Number(version) };
}

function remedy(found: ParsedPort | null, expected: ParsedPort | null, name: string): string {
  const needed = `${expected?.kind}/${expected?.version}`;
  if (!found || !expected) {
    return `Upgrade ${name} to a release that says which version it implements, as \`port: "${needed}"\`.`;
  }
  if (found.kind !== expected.kind) return `That is another kind of part: give one that implements ${needed}.`;
  if (found.version < expected.version) return `Upgrade ${name} so that both speak ${needed}.`;
  return `Upgrade @scylla/contracts and the packages that use it to releases that speak ${found.kind}/${found.version}, or take a release of ${name} that speaks ${needed}.`;
}

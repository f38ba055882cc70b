import { type BwrapOptions, openBwrap } from "./bwrap/bwrap-sandbox.ts";
import type { Obstacle } from "./unavailable.ts";

/** Whether a sandbox works on this machine; if not, why, what to do about it, and whether this release knows that sandbox at all. */
export type SandboxAvailability =
  | { readonly kind: string; readonly works: true }
  | ({ readonly kind: string; readonly works: false; readonly isBuilt: boolean } & Obstacle);

/** What experiments may ask for by name and this release doesn't have. */
export const NOT_BUILT: Obstacle = {
  reason: "this release has no sandbox of that kind",
  advice: "Use `bwrap` on Linux, or compose a runner with a sandbox of your own.",
};

/** Tries each sandbox that an experiment may ask for. */
export async function detectSandboxes(options: BwrapOptions = {}): Promise<readonly SandboxAvailability[]> {
  const bwrap = await openBwrap(options);
  return [
    "reason" in bwrap ? { kind: "bwrap", works: false, isBuilt: true, ...bwrap } : { kind: "bwrap", works: true },
    { kind: "docker", works: false, isBuilt: false, ...NOT_BUILT },
    { kind: "podman", works: false, isBuilt: false, ...NOT_BUILT },
  ];
}

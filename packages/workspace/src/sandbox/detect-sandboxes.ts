import { type BwrapOptions, openBwrap } from "./bwrap/bwrap-sandbox.ts";
import type { Obstacle } from "./unavailable.ts";

/** Whether a sandbox works on this machine; if not, why, and what to do about it. */
export type SandboxAvailability =
  | { readonly kind: string; readonly works: true }
  | ({ readonly kind: string; readonly works: false } & Obstacle);

/** What experiments may ask for by name and this release doesn't have. */
export const NOT_BUILT: Obstacle = {
  reason: "this release has no sandbox of that kind",
  advice: "Use `bwrap` on Linux, or compose a runner with a sandbox of your own.",
};

/** Tries each sandbox that an experiment may ask for. */
export async function detectSandboxes(options: BwrapOptions = {}): Promise<readonly SandboxAvailability[]> {
  const bwrap = await openBwrap(options);
  return [
    "reason" in bwrap ? { kind: "bwrap", works: false, ...bwrap } : { kind: "bwrap", works: true },
    { kind: "docker", works: false, ...NOT_BUILT },
    { kind: "podman", works: false, ...NOT_BUILT },
  ];
}

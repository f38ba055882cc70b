import { type BwrapOptions, openBwrap } from "./bwrap/bwrap-sandbox.ts";
import { openClient } from "./container/client.ts";
import { type ContainerEngine, DOCKER, PODMAN } from "./container/engine.ts";
import type { Obstacle } from "./unavailable.ts";

/** Whether a sandbox works on this machine; if not, why, what to do about it, and whether its program is there at all. */
export type SandboxAvailability =
  | { readonly kind: string; readonly works: true; readonly needsImage: boolean }
  | ({ readonly kind: string; readonly works: false; readonly isInstalled: boolean } & Obstacle);

/** Tries each sandbox that an experiment may ask for. No container is started: there is no image to start one of. */
export async function detectSandboxes(options: BwrapOptions = {}): Promise<readonly SandboxAvailability[]> {
  return Promise.all([bwrapHere(options), containersHere(DOCKER, options), containersHere(PODMAN, options)]);
}

async function bwrapHere(options: BwrapOptions): Promise<SandboxAvailability> {
  return availability("bwrap", await openBwrap(options), false);
}

async function containersHere(engine: ContainerEngine, options: BwrapOptions): Promise<SandboxAvailability> {
  return availability(engine.kind, await openClient(engine, options), true);
}

function availability(kind: string, found: object | Obstacle, needsImage: boolean): SandboxAvailability {
  if (!("reason" in found)) return { kind, works: true, needsImage };
  const { reason, advice, isMissing } = found;
  return { kind, works: false, isInstalled: isMissing !== true, reason, advice };
}

import type { Sandbox } from "@scylla/contracts";
import { PROCESS_GROUP } from "../processes/process-runner.ts";
import { type BwrapOptions, bwrapSandbox, openBwrap } from "./bwrap/bwrap-sandbox.ts";
import { containerSandbox, openContainers } from "./container/container-sandbox.ts";
import { noSandbox } from "./no-sandbox.ts";
import { type Obstacle, unavailable } from "./unavailable.ts";

export interface ChooseSandboxOptions extends BwrapOptions {
  /** What containers are made of. */
  readonly image?: string | undefined;
  /** What isolated the cells that are stored, by their conditions; null or absent when there are none. */
  readonly keep?: string | null | undefined;
}

const NO_IMAGE: Obstacle = { reason: "no image is named", advice: "Name one that is there with `image`." };

/** How stored cells name containers. */
const CONTAINERS = /^(docker|podman) (sha256:[0-9a-f]{64})$/;

/**
 * The sandbox that an experiment asks for. `auto` stays with what stored cells have, so that nothing paid for becomes stale because a program was
 * installed or removed; without any it is `bwrap` where that works, else `none`. `required` is any that confines: `bwrap`, else containers of
 * the image, if one is named.
 * @throws {ScyllaError} `SANDBOX_UNAVAILABLE` when it doesn't work here; also for `auto`, when stored cells had one.
 */
export async function chooseSandbox(
  asked: string,
  { keep, image, ...options }: ChooseSandboxOptions = {},
): Promise<Sandbox> {
  switch (asked) {
    case "none":
      return noSandbox();
    case "bwrap":
      return bwrapSandbox(options);
    case "docker":
    case "podman":
      if (image === undefined) throw unavailable(asked, NO_IMAGE);
      return containerSandbox(asked, { ...options, image });
    case "required":
      return anyThatConfines(image, options);
    case "auto":
      return automatic(keep ?? null, options);
    default:
      throw unavailable(asked, UNKNOWN);
  }
}

const UNKNOWN: Obstacle = {
  reason: "there is no sandbox of that kind",
  advice: "Use `bwrap`, `docker` or `podman`, or compose a runner with a sandbox of your own.",
};

async function automatic(keep: string | null, options: BwrapOptions): Promise<Sandbox> {
  if (keep === PROCESS_GROUP) return noSandbox();
  if (keep === "bwrap") return bwrapSandbox(options);
  const [, kind, image] = CONTAINERS.exec(keep ?? "") ?? [];
  if (image !== undefined) return containerSandbox(kind === "docker" ? "docker" : "podman", { ...options, image });
  const found = await openBwrap(options);
  return "reason" in found ? noSandbox() : found;
}

async function anyThatConfines(image: string | undefined, options: BwrapOptions): Promise<Sandbox> {
  const bwrap = await openBwrap(options);
  if (!("reason" in bwrap)) return bwrap;
  for (const kind of image === undefined ? [] : (["docker", "podman"] as const)) {
    const found = await openContainers(kind, { ...options, image: image as string });
    if (!("reason" in found)) return found;
  }
  throw unavailable("bwrap", bwrap);
}

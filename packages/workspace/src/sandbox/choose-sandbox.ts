import type { Sandbox } from "@scylla/contracts";
import { PROCESS_GROUP } from "../processes/process-runner.ts";
import { type BwrapOptions, bwrapSandbox, openBwrap } from "./bwrap/bwrap-sandbox.ts";
import { NOT_BUILT } from "./detect-sandboxes.ts";
import { noSandbox } from "./no-sandbox.ts";
import { unavailable } from "./unavailable.ts";

export interface ChooseSandboxOptions extends BwrapOptions {
  /** What isolated the cells that are stored, by their conditions; null or absent when there are none. */
  readonly keep?: string | null | undefined;
}

/**
 * The sandbox that an experiment asks for. `auto` stays with what stored cells have, so that nothing paid for becomes stale because a program was
 * installed or removed; without any it is `bwrap` where that works, else `none`. `required` is any that confines.
 * @throws {ScyllaError} `SANDBOX_UNAVAILABLE` when it doesn't work here; also for `auto`, when stored cells had one.
 */
export async function chooseSandbox(asked: string, { keep, ...options }: ChooseSandboxOptions = {}): Promise<Sandbox> {
  switch (asked) {
    case "none":
      return noSandbox();
    case "bwrap":
    case "required":
      return bwrapSandbox(options);
    case "auto": {
      if (keep === PROCESS_GROUP) return noSandbox();
      if (keep === "bwrap") return bwrapSandbox(options);
      const found = await openBwrap(options);
      return "reason" in found ? noSandbox() : found;
    }
    default:
      throw unavailable(asked, NOT_BUILT);
  }
}

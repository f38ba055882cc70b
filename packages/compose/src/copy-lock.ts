import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { isScyllaError, ScyllaError } from "@scylla/contracts";

/**
 * One of all copies of an experiment directory on this machine. A copy knows the agents that its original was running when it was
 * made, and would end them as its own if it started beside it.
 */
export interface CopyLock {
  /** The first time it is known; again is nothing. @throws {ScyllaError} `STORE_LOCKED`. */
  take(experiment: string): Promise<void>;
  release(): Promise<void>;
}

export function copyLock({ root, dir }: { readonly root: string; readonly dir: string }): CopyLock {
  let taken: { release(): Promise<void> } | null = null;
  return {
    take: async (experiment) => {
      taken ??= await acquire(root, experiment, dir);
    },
    release: async () => {
      await taken?.release();
      taken = null;
    },
  };
}

async function acquire(root: string, experiment: string, dir: string): Promise<{ release(): Promise<void> }> {
  const { acquireWriterLock } = await import("@scylla/persistence");
  // As private as the workspaces beside it.
  mkdirSync(root, { recursive: true, mode: 0o700 });
  try {
    return await acquireWriterLock({ dir: join(root, "experiments", experiment) });
  } catch (error) {
    if (!isScyllaError(error, "STORE_LOCKED")) throw error;
    throw new ScyllaError("STORE_LOCKED", `another process is running a copy of the experiment in ${dir}`, {
      cause: error,
      hint: "Wait until it ends, or stop it: a copy would end the agents that ran when it was made.",
    });
  }
}

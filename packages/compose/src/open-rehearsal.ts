import { type ArtifactStore, type Digest, isScyllaError, type RunReader, ScyllaError, sha256 } from "@scylla/contracts";
import type { RunnerSession } from "@scylla/runner-core";
import { rehearsalStore } from "./rehearsal-store.ts";
import type { RunnerOptions } from "./runner-options.ts";

/**
 * An experiment directory as a runner would find it, also while another process works in it, and also where it does not exist yet.
 * What is stored in the session is forgotten with it. @throws {ScyllaError} for a store that can't be read.
 */
export async function openRehearsal(
  options: Pick<RunnerOptions, "dir" | "store" | "artifacts">,
): Promise<RunnerSession> {
  const own = options.store ? null : await openReader(options.dir);
  return {
    store: rehearsalStore(options.store ?? own),
    artifacts: rehearsalArtifacts(options.artifacts ?? (await storedArtifacts(options.dir))),
    [Symbol.asyncDispose]: async () => own?.close(),
  };
}

async function openReader(dir: string): Promise<RunReader | null> {
  const { openRunStore } = await import("@scylla/persistence");
  try {
    return await openRunStore({ dir, mode: "read" });
  } catch (error) {
    if (isScyllaError(error, "STORE_MISSING")) return null;
    throw error;
  }
}

async function storedArtifacts(dir: string): Promise<ArtifactStore> {
  const { openArtifactStore } = await import("@scylla/persistence");
  return openArtifactStore({ dir });
}

function rehearsalArtifacts(stored: ArtifactStore): ArtifactStore {
  const put = new Map<Digest, Uint8Array>();
  return {
    port: stored.port,
    put: async (source) => {
      // Only what agents and checks made is stored from files.
      if (!(source instanceof Uint8Array)) throw new ScyllaError("INTERNAL", "a file was stored in a rehearsal");
      const digest = sha256(source);
      put.set(digest, source);
      return { digest, bytes: source.length };
    },
    get: async (digest) => put.get(digest) ?? stored.get(digest),
    has: async (digest) => put.has(digest) || stored.has(digest),
  };
}

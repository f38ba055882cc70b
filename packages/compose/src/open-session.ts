import type { ArtifactStore, RunStore } from "@scylla/contracts";
import type { RunnerSession } from "@scylla/runner-core";
import { defaultPart } from "./check-ports.ts";
import type { CopyLock } from "./copy-lock.ts";
import type { RunnerOptions } from "./runner-options.ts";

/**
 * Opens what the runner works on: the lock first of all, then the store. What is opened here is closed with the session,
 * in the reverse order; what was given is not.
 */
export async function openSession(
  options: Pick<RunnerOptions, "dir" | "store" | "artifacts">,
  copies?: CopyLock,
): Promise<RunnerSession> {
  const { dir } = options;
  await using opened = new AsyncDisposableStack();
  let { store, artifacts } = options;
  if (!store) {
    // Only here: a runner with a store of its own does without SQLite.
    const { acquireWriterLock, openRunStore } = await import("@scylla/persistence");
    const lock = await acquireWriterLock({ dir });
    opened.defer(() => lock.release());
    const own = await openRunStore({ dir, mode: "write" });
    opened.defer(() => own.close());
    opened.defer(async () => copies?.release());
    const known = await own.experiment();
    if (known) await copies?.take(known.id);
    store = defaultPart("store", "@scylla/persistence", own);
  }
  artifacts ??= await openArtifacts(dir);
  return session(store, artifacts, opened.move());
}

async function openArtifacts(dir: string): Promise<ArtifactStore> {
  const { openArtifactStore } = await import("@scylla/persistence");
  return defaultPart("artifacts", "@scylla/persistence", await openArtifactStore({ dir }));
}

function session(store: RunStore, artifacts: ArtifactStore, opened: AsyncDisposableStack): RunnerSession {
  return { store, artifacts, [Symbol.asyncDispose]: () => opened.disposeAsync() };
}

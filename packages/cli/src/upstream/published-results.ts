import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { inspectExperiment, readUpstream, storedUpstream } from "@scylla/compose";
import { isScyllaError } from "@scylla/contracts";
import type { UpstreamResults } from "@scylla/upstream";
import { findExperiment } from "../experiment-dir.ts";
import { hasStore } from "../experiments-in.ts";
import { nearPath } from "../own-command.ts";
import { usageError } from "../usage-error.ts";

/** What was published, of an imported experiment or of a directory with the published files themselves. */
export async function publishedResults(named: string | undefined): Promise<UpstreamResults> {
  if (named !== undefined && existsSync(named) && !hasStore(resolve(named))) {
    const published = await readUpstream(resolve(named)).catch((error: unknown) => {
      if (isScyllaError(error, "FILE_MISSING")) return null;
      throw error;
    });
    if (published) return published;
  }
  const dir = findExperiment(named);
  const stored = await importedFrom(dir);
  if (stored) return stored;
  throw usageError(
    `${nearPath(dir)} was not imported from upstream: nothing was published of it`,
    "Leave --compat out, or name an imported experiment.",
  );
}

/** Null for an experiment that was run here. */
export async function importedFrom(dir: string): Promise<UpstreamResults | null> {
  await using experiment = await inspectExperiment({ dir });
  return await storedUpstream(experiment);
}

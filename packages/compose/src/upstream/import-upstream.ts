import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join, resolve } from "node:path";
import type { UpstreamResults } from "@scylla/upstream";
import { readExperiment } from "../read-experiment.ts";
import { readUpstream } from "./read-upstream.ts";
import { scratchObjects } from "./scratch-objects.ts";
import { uniqueIds } from "./unique-ids.ts";

export interface UpstreamImport {
  /** The experiment directory that was made. */
  readonly dir: string;
  readonly experiment: { readonly id: string; readonly name: string };
  /** Planned ones, those that are missing included. */
  readonly runs: number;
  /** As they were read; `problems` are among them. */
  readonly results: UpstreamResults;
}

/**
 * Makes an experiment directory of results that HomericIntelligence/Scylla published: all of it or nothing. Runs have corrected scores and
 * passes, and all that was published of them as an artefact. What is not known of them is said: isolation, workspaces, treatments.
 * @param params.dir tells the directory from the experiment's name; there must be nothing yet.
 * @throws {ScyllaError} `FILE_MISSING`, `CONFIG_SYNTAX` and `CONFIG_TOO_LARGE` for what is read, `USAGE` where there is something, `DISK_FULL`, `STORE_IO`.
 */
export async function importUpstream(params: {
  readonly from: string;
  readonly dir: (name: string) => string;
}): Promise<UpstreamImport> {
  const { exportExperiment, importExperiment, objectPath, openRunStore } = await import("@scylla/persistence");
  const { writeUpstreamStore } = await import("./write-upstream-store.ts");
  const results = await readUpstream(params.from);
  const aside = await mkdtemp(join(tmpdir(), "scylla-import-"));
  try {
    const dir = join(aside, "store");
    const store = await openRunStore({ dir, mode: "write", scratch: true });
    try {
      const artifacts = scratchObjects((digest) => objectPath(dir, digest));
      await writeUpstreamStore({ store, artifacts }, { results, name: nameOf(results, params.from), atMs: Date.now() });
    } finally {
      await store.close();
    }
    // An archive's import proves that a store agrees with itself, and makes a directory at once.
    const { file } = await exportExperiment({ dir, file: () => join(aside, "archive.tar.gz") });
    const imported = await importExperiment({
      file,
      dir: params.dir,
      examine: (made) => readExperiment({ dir: made }),
    });
    return { ...imported, results };
  } finally {
    await rm(aside, { recursive: true, force: true });
  }
}

/** The task of a single experiment; else the name of the directory. */
function nameOf({ experiments }: UpstreamResults, from: string): string {
  const [only, ...more] = experiments;
  const name = more.length === 0 ? (only?.task ?? only?.id) : basename(resolve(from));
  return [...uniqueIds([name ?? "imported"]).values()][0] ?? "imported";
}

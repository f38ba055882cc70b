import { createWriteStream, existsSync, linkSync, renameSync, statSync } from "node:fs";
import { dirname } from "node:path";
import type { DatabaseSync } from "node:sqlite";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import { ScyllaError } from "@scylla/contracts";
import { objectPath } from "../artifacts/object-path.ts";
import { pragma } from "../sqlite/connection.ts";
import { openDatabase } from "../sqlite/open-database.ts";
import { storeError } from "../sqlite/store-error.ts";
import { syncDirectory } from "../sqlite/sync-directory.ts";
import { archiveContent } from "./archive-content.ts";
import { type ArchivedTable, archivedTables, countRows } from "./archive-rows.ts";
import { asideOf } from "./aside.ts";
import { ARCHIVE_SCHEMA, type Manifest } from "./entries.ts";
import { referencedObjects } from "./referenced-objects.ts";

export interface ExportSummary {
  readonly experiment: { readonly id: string; readonly name: string };
  readonly runs: number;
  readonly objects: number;
  /** Of the archive. */
  readonly bytes: number;
}

/**
 * Writes everything that the store of an experiment directory holds at this moment, and all objects that it names, into one file: a gzipped tar
 * that needs neither this machine's paths nor its SQLite. The same experiment gives the same bytes. It may run meanwhile. The file is there when it
 * is complete, and over nothing.
 * @param file tells its name from the experiment's.
 * @throws {ScyllaError} `USAGE` where there is such a file, `OBJECT_MISSING`, `OBJECT_DAMAGED`, `DISK_FULL`, and as `openRunStore`.
 */
export async function exportExperiment(params: {
  readonly dir: string;
  readonly file: (name: string) => string;
}): Promise<ExportSummary & { readonly file: string }> {
  const { dir } = params;
  const database = openDatabase(dir, "read");
  try {
    const tables = archivedTables(database);
    const digests = referencedObjects(database);
    const manifest = manifestOf(dir, database, tables, digests);
    const file = params.file(manifest.experiment.name);
    await writeWhole(file, archiveContent({ dir, database, tables, digests, manifest }));
    const runs = manifest.tables.find(({ name }) => name === "run")?.rows ?? 0;
    const { experiment, objects } = manifest;
    return { file, experiment, runs, objects: objects.count, bytes: statSync(file).size };
  } catch (error) {
    throw storeError(error, "the experiment can't be exported");
  } finally {
    database.close();
  }
}

function manifestOf(
  dir: string,
  database: DatabaseSync,
  tables: readonly ArchivedTable[],
  digests: readonly string[],
): Manifest {
  const experiment = database.prepare("SELECT id, name FROM experiment").get();
  if (!experiment)
    throw new ScyllaError("STORE_MISSING", `no plan was accepted in ${dir} yet`, { hint: "Run its experiment first." });
  return {
    schema: ARCHIVE_SCHEMA,
    store: pragma(database, "user_version"),
    experiment: { id: String(experiment["id"]), name: String(experiment["name"]) },
    tables: tables.map((table) => ({ ...table, rows: countRows(database, table) })),
    objects: { count: digests.length, bytes: digests.reduce((sum, digest) => sum + sizeOf(dir, digest), 0) },
  };
}

function sizeOf(dir: string, digest: string): number {
  const size = statSync(objectPath(dir, digest), { throwIfNoEntry: false })?.size;
  if (size !== undefined) return size;
  throw new ScyllaError("OBJECT_MISSING", `the stored object ${digest} is not there`, {
    hint: "Restore the experiment directory from a copy; nothing was exported.",
  });
}

async function writeWhole(file: string, content: AsyncGenerator<Uint8Array>): Promise<void> {
  requireNothing(file);
  using aside = asideOf(file);
  await pipeline(
    Readable.from(gathered(content)),
    createGzip(),
    createWriteStream(aside.path, { flags: "wx", mode: 0o600, flush: true }),
  );
  giveName(aside.path, file);
  syncDirectory(dirname(file));
}

function requireNothing(file: string): void {
  if (existsSync(file))
    throw new ScyllaError("USAGE", `${file} is there already`, { hint: "Name another file with --out, or remove it." });
}

/** Unlike a rename, a link never replaces what another process has put there meanwhile; not every file system has them. */
function giveName(aside: string, file: string): void {
  try {
    linkSync(aside, file);
  } catch {
    requireNothing(file);
    renameSync(aside, file);
  }
}

/** Bytes that are packed at once: each piece waits for another thread. */
const PIECE = 256 * 1024;

async function* gathered(content: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let held: Uint8Array[] = [];
  let bytes = 0;
  for await (const part of content) {
    held.push(part);
    bytes += part.length;
    if (bytes < PIECE) continue;
    yield Buffer.concat(held);
    held = [];
    bytes = 0;
  }
  yield Buffer.concat(held);
}

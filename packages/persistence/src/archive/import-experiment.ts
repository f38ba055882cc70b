import { createReadStream, mkdirSync, renameSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import type { DatabaseSync } from "node:sqlite";
import { createGunzip } from "node:zlib";
import { objectPath } from "../artifacts/object-path.ts";
import { openForWriting } from "../sqlite/connection.ts";
import { createDatabase } from "../sqlite/create-database.ts";
import { MIGRATIONS } from "../sqlite/migrations.ts";
import { openDatabase } from "../sqlite/open-database.ts";
import { syncDirectory } from "../sqlite/sync-directory.ts";
import { archiveInvalid } from "./archive-error.ts";
import { type ArchiveReader, archiveReader } from "./archive-reader.ts";
import { archivedTables } from "./archive-rows.ts";
import { asideOf } from "./aside.ts";
import type { Manifest } from "./entries.ts";
import { importObjects } from "./import-objects.ts";
import { asRefusal, requireFile, requireNothing, requireRoom } from "./import-refusals.ts";
import { importRows } from "./import-rows.ts";
import { readChecksum, readManifest } from "./read-manifest.ts";
import { referencedObjects } from "./referenced-objects.ts";
import { requireConsistent } from "./require-consistent.ts";

export interface ImportSummary {
  /** The experiment directory that was made. */
  readonly dir: string;
  /** As it was where it was exported: it is the same experiment. */
  readonly experiment: { readonly id: string; readonly name: string };
  readonly runs: number;
  readonly objects: number;
}

/**
 * Makes an experiment directory of an archive: all of it or nothing. It is made aside, proved to be whole, and renamed.
 * @param params.dir tells the directory from the experiment's name; there must be nothing yet.
 * @param params.examine looks at the directory before it gets its name; what it throws refuses the archive.
 * @throws {ScyllaError} `FILE_MISSING`, `ARCHIVE_INVALID`, `ARCHIVE_NEWER`, `USAGE` where there is something, `DISK_FULL`, `STORE_IO`.
 */
export async function importExperiment(params: {
  readonly file: string;
  readonly dir: (name: string) => string;
  readonly examine?: (dir: string) => Promise<unknown>;
}): Promise<ImportSummary> {
  const { file, examine = async () => {} } = params;
  requireFile(file);
  const packed = createReadStream(file);
  const unpacked = createGunzip();
  packed.on("error", (error) => unpacked.destroy(error));
  const reader = archiveReader(bounded(packed.pipe(unpacked), () => packed.bytesRead));
  try {
    const manifest = await readManifest(reader);
    const dir = params.dir(manifest.experiment.name);
    requireNothing(dir);
    using aside = asideOf(dir);
    mkdirSync(aside.path, { mode: 0o700 });
    requireRoom(aside.path, manifest);
    await fill(aside.path, reader, manifest);
    await examined(aside.path, manifest, examine);
    requireNothing(dir);
    // A directory never replaces another that holds something.
    renameSync(aside.path, dir);
    syncDirectory(dirname(dir));
    const runs = manifest.tables.find(({ name }) => name === "run")?.rows ?? 0;
    return { dir, experiment: manifest.experiment, runs, objects: manifest.objects.count };
  } catch (error) {
    throw asRefusal(error);
  } finally {
    packed.destroy();
    unpacked.destroy();
  }
}

/** Bytes from which on an archive's content must be in a likely relation to its size. */
const LITTLE = 1024 * 1024 * 1024;
const LIKELY_RATIO = 250;

/** Text and patches shrink to a fifth, not to a thousandth: what does is made to fill a disk. */
async function* bounded(content: AsyncIterable<Buffer>, packedBytes: () => number): AsyncGenerator<Buffer> {
  let bytes = 0;
  for await (const chunk of content) {
    bytes += chunk.length;
    if (bytes > LITTLE && bytes > packedBytes() * LIKELY_RATIO)
      throw archiveInvalid("it unpacks to far more than any export");
    yield chunk;
  }
}

async function fill(dir: string, reader: ArchiveReader, manifest: Manifest): Promise<void> {
  const file = join(dir, "store.db");
  createDatabase(
    file,
    MIGRATIONS.filter(({ version }) => version <= manifest.store),
  );
  const database = openForWriting(file);
  try {
    requireTables(database, manifest);
    database.exec("BEGIN IMMEDIATE");
    await importRows(database, reader, manifest);
    database.exec("COMMIT");
  } finally {
    database.close();
  }
  await importObjects(dir, reader, manifest);
  await readChecksum(reader);
  await reader.end();
}

function requireTables(database: DatabaseSync, { tables }: Manifest): void {
  const expected = JSON.stringify(archivedTables(database));
  if (JSON.stringify(tables.map(({ name, columns }) => ({ name, columns }))) !== expected)
    throw archiveInvalid("its tables are not those of its format");
}

/** What was written is a store, brought to this release's format, that agrees with itself, and it names all objects that are there, and no other. */
async function examined(dir: string, manifest: Manifest, examine: (dir: string) => Promise<unknown>): Promise<void> {
  const database = openDatabase(dir, "write");
  try {
    requireConsistent(database, manifest);
    requireObjects(dir, database, manifest);
  } finally {
    database.close();
  }
  await examine(dir);
}

function requireObjects(dir: string, database: DatabaseSync, { objects }: Manifest): void {
  const size = (digest: string) => statSync(objectPath(dir, digest), { throwIfNoEntry: false })?.size;
  const digests = referencedObjects(database);
  const missing = digests.find((digest) => size(digest) === undefined);
  if (missing !== undefined) throw archiveInvalid(`the object ${missing} is not in it`);
  if (digests.length !== objects.count) throw archiveInvalid("it holds objects that nothing names");
  for (const { digest, bytes } of database.prepare("SELECT DISTINCT digest, bytes FROM artifact").iterate())
    if (size(String(digest)) !== bytes) throw archiveInvalid(`the object ${digest} has not the size that is recorded`);
}

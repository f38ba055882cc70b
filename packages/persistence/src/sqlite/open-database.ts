import { existsSync, readdirSync, statSync } from "node:fs";
import { basename, join } from "node:path";
import { versions } from "node:process";
import type { DatabaseSync } from "node:sqlite";
import { ScyllaError } from "@scylla/contracts";
import { makeDirectory } from "../artifacts/durable-file.ts";
import { objectsOf } from "../artifacts/object-path.ts";
import { openForReading, openForWriting } from "./connection.ts";
import { createDatabase } from "./create-database.ts";
import { migrate, requireFormat } from "./migrate.ts";
import { MIGRATIONS, type Migration } from "./migrations.ts";
import { requireLocalDisk, requireSqlite } from "./require-support.ts";
import { requireSound, requireWritten } from "./soundness.ts";
import { damaged, naming } from "./store-error.ts";

const STORE_FILE = "store.db";

/**
 * Opens the database of an experiment directory: for writing, made where there is none and migrated where it is older.
 * A file that can't be read is refused as it stands; it is never replaced, and nothing is written to it before it was found sound.
 * For reading, everything is seen as it is now, for as long as the connection is open.
 * @param migrations this release's; another list is for tests.
 * @throws {ScyllaError} `STORE_UNSUPPORTED`, `STORE_MISSING`, `STORE_DAMAGED`, `STORE_NEWER`, `STORE_IO`, `DISK_FULL`.
 */
export function openDatabase(
  dir: string,
  mode: "read" | "write",
  migrations: readonly Migration[] = MIGRATIONS,
): DatabaseSync {
  requireSqlite(versions["sqlite"]);
  const file = join(dir, STORE_FILE);
  return mode === "read" ? forReading(dir, file, migrations) : forWriting(dir, file, migrations);
}

function forReading(dir: string, file: string, migrations: readonly Migration[]): DatabaseSync {
  if (!isThere(file)) {
    requireNothingLost(dir, file);
    throw missing(dir);
  }
  // A log that is shared through memory can't be read from another machine while it grows.
  if (sizeOf(`${file}-wal`)) requireLocalDisk(dir);
  return examined(file, "read", migrations).database;
}

function forWriting(dir: string, file: string, migrations: readonly Migration[]): DatabaseSync {
  naming(`a store can't be kept in ${dir}`, () => {
    makeDirectory(dir);
    requireLocalDisk(dir);
  });
  if (!isThere(file)) {
    requireNothingLost(dir, file);
    createDatabase(file, migrations);
  }
  // Through a connection that can't write: closing another one would move the log into a file that is to stay as it is.
  const { database: reading, version } = examined(file, "write", migrations);
  reading.close();
  const database = openForWriting(file);
  try {
    migrate(database, file, version, migrations);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

/**
 * A store that is sound, at one moment. Before more is bought into it, all of it is read once; for reading, what is read is proved then.
 */
function examined(
  file: string,
  mode: "read" | "write",
  migrations: readonly Migration[],
): { readonly database: DatabaseSync; readonly version: number } {
  const database = openForReading(file);
  try {
    const version = requireFormat(database, file, migrations);
    if (mode === "read") requireMigrated(file, version, migrations);
    requireSound(
      database,
      file,
      migrations.filter((step) => step.version <= version),
    );
    if (mode === "write") requireWritten(database, file);
    return { database, version };
  } catch (error) {
    database.close();
    throw error;
  }
}

/** Bytes of the smallest page that SQLite has. */
const SMALLEST = 512;

/**
 * Stores are made aside, so that an empty file is damage and no beginning. SQLite must not see it: it would remove the log beside it.
 * Files of databases are never opened but by SQLite: closing them would drop its locks.
 */
function isThere(file: string): boolean {
  const size = sizeOf(file);
  if (size !== null && size < SMALLEST) throw damaged(`the store ${file} is damaged: it has only ${size} bytes`);
  return size !== null;
}

function sizeOf(file: string): number | null {
  return naming(`${file} can't be looked at`, () => statSync(file, { throwIfNoEntry: false })?.size ?? null);
}

/** What only stands beside a store says that there was one. */
function requireNothingLost(dir: string, file: string): void {
  const left = naming(`${dir} can't be looked at`, () => {
    if (!statSync(dir, { throwIfNoEntry: false })?.isDirectory()) return undefined;
    const store = basename(file);
    const isLeft = (name: string): boolean => name === `${store}-wal` || name.startsWith(`${store}.format-`);
    if (hasObjects(dir)) return "stored objects";
    return readdirSync(dir).find(isLeft);
  });
  if (left !== undefined) throw damaged(`the store ${file} is gone, although its ${left} can be found`);
}

function hasObjects(dir: string): boolean {
  const objects = objectsOf(dir);
  return existsSync(objects) && readdirSync(objects).length > 0;
}

/** Reading changes nothing, so it can't bring a store to a newer format. */
function requireMigrated(file: string, version: number, migrations: readonly Migration[]): void {
  if (version === migrations.at(-1)?.version) return;
  throw new ScyllaError("STORE_UNSUPPORTED", `${file} has the format of an older release`, {
    hint: "Run `scylla resume` on its directory once: that keeps a copy and brings it to this release's format.",
  });
}

function missing(dir: string): ScyllaError {
  return new ScyllaError("STORE_MISSING", `there is no experiment in ${dir}`, {
    hint: "Name the directory of an experiment, which `scylla run` prints at its end.",
  });
}

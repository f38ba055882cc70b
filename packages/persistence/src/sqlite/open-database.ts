import { existsSync, readdirSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { versions } from "node:process";
import { DatabaseSync } from "node:sqlite";
import { ScyllaError } from "@scylla/contracts";
import { objectsOf } from "../artifacts/object-path.ts";
import { openForReading, openForWriting } from "./connection.ts";
import { applySteps, migrate, requireFormat } from "./migrate.ts";
import { MIGRATIONS, type Migration } from "./migrations.ts";
import { requireLocalDisk, requireSqlite } from "./require-support.ts";
import { damaged, naming } from "./store-error.ts";
import { syncDirectory } from "./sync-directory.ts";

const STORE_FILE = "store.db";

/**
 * Opens the database of an experiment directory: for writing, made where there is none and migrated where it is older.
 * A file that can't be read is refused as it stands; it is never replaced.
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
  if (!existsSync(file)) {
    if (mode === "read") throw missing(dir);
    create(dir, file, migrations);
  }
  if (mode === "write") requireLocalDisk(dir);
  const database = mode === "read" ? openForReading(file) : openForWriting(file);
  try {
    const version = requireFormat(database, file, migrations);
    if (mode === "read") requireMigrated(file, version, migrations);
    else {
      requireSound(database, file);
      migrate(database, file, version, migrations);
    }
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

/** Made aside and renamed: a store is there with all its tables or not at all, so that an empty file is damage and no beginning. */
function create(dir: string, file: string, migrations: readonly Migration[]): void {
  if (hasObjects(dir)) throw damaged(`${file} is gone, although stored objects are there`);
  requireLocalDisk(dir);
  const making = `${file}.new`;
  naming(`a store can't be made in ${dir}`, () => {
    for (const left of [making, `${making}-journal`]) rmSync(left, { force: true });
    const database = new DatabaseSync(making);
    try {
      database.exec("PRAGMA synchronous = FULL; PRAGMA journal_mode = DELETE;");
      applySteps(database, migrations);
    } finally {
      database.close();
    }
    renameSync(making, file);
    syncDirectory(dir);
  });
}

function hasObjects(dir: string): boolean {
  const objects = objectsOf(dir);
  return existsSync(objects) && readdirSync(objects).length > 0;
}

/** SQLite's own look at every page, and that the log is as long as the runs say. @throws {ScyllaError} `STORE_DAMAGED`. */
function requireSound(database: DatabaseSync, file: string): void {
  naming(`the store ${file} can't be read`, () => {
    const found = database.prepare("PRAGMA quick_check(1)").get();
    const text = Object.values(found ?? {})[0];
    if (text !== "ok") throw damaged(`the store ${file} is damaged: ${String(text)}`);
    const torn = database.prepare(TORN_RUN).get();
    if (torn) throw damaged(`the store ${file} is damaged: the log of run ${String(torn["id"])} is not complete`);
  });
}

const TORN_RUN = `
  SELECT run.id FROM run LEFT JOIN (SELECT run, count(*) AS steps FROM transition GROUP BY run) AS log ON log.run = run.id
  WHERE run.version <> coalesce(log.steps, 0) LIMIT 1`;

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

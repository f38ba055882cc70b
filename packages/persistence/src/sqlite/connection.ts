import { accessSync, constants, statSync } from "node:fs";
import { dirname } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { pathToFileURL } from "node:url";
import { ScyllaError } from "@scylla/contracts";
import { naming } from "./store-error.ts";

/** Milliseconds to wait for a reader that checkpoints; writers are kept apart by the writer's lock. */
const BUSY_MS = 5000;

const WRITER_SETTINGS = `
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = FULL;
  PRAGMA fullfsync = ON;
  PRAGMA checkpoint_fullfsync = ON;
`;

/** A connection that is ready to write: write-ahead log, every commit on the disk before it returns. */
export function openForWriting(file: string): DatabaseSync {
  return naming(`the store ${file} can't be opened`, () =>
    opened(file, false, (database) => {
      database.exec(WRITER_SETTINGS);
      const mode = database.prepare("PRAGMA journal_mode").get()?.["journal_mode"];
      if (mode !== "wal") throw new ScyllaError("STORE_UNSUPPORTED", `${file} can't have a write-ahead log here`);
    }),
  );
}

/** A connection that can't write, needs no lock, and sees the store as it is now, whatever is written meanwhile. */
export function openForReading(file: string): DatabaseSync {
  return naming(`the store ${file} can't be opened`, () => {
    try {
      return opened(file, true, holdMoment);
    } catch (error) {
      if (!isUnwritable(dirname(file))) throw error;
      if (hasLog(file)) throw unordered(file, error);
      // SQLite shares a write-ahead log through files that it can't make here. There is no log, and nobody can begin one.
      return opened(`${pathToFileURL(file).href}?immutable=1`, true, holdMoment);
    }
  });
}

function opened(location: string, readOnly: boolean, prepare: (database: DatabaseSync) => void): DatabaseSync {
  const database = new DatabaseSync(location, { readOnly, timeout: BUSY_MS, enableForeignKeyConstraints: true });
  try {
    database.exec("PRAGMA trusted_schema = OFF");
    prepare(database);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

/** A transaction sees what was there at its first look. */
function holdMoment(database: DatabaseSync): void {
  database.exec("BEGIN");
  pragma(database, "schema_version");
}

function isUnwritable(dir: string): boolean {
  try {
    accessSync(dir, constants.W_OK);
    return false;
  } catch {
    return true;
  }
}

function hasLog(file: string): boolean {
  return (statSync(`${file}-wal`, { throwIfNoEntry: false })?.size ?? 0) > 0;
}

function unordered(file: string, cause: unknown): ScyllaError {
  return new ScyllaError("STORE_IO", `the store ${file} was not closed, and can't be put in order here`, {
    cause,
    hint: "Nothing can be written to its directory. Copy the directory to where that can be done, and read it there.",
  });
}

/** One durable transaction: all of `work`, or nothing of it. @throws {ScyllaError} `DISK_FULL`, `STORE_IO`, `STORE_DAMAGED`. */
export function transaction<T>(database: DatabaseSync, what: string, work: () => T): T {
  return naming(what, () => {
    database.exec("BEGIN IMMEDIATE");
    try {
      const result = work();
      database.exec("COMMIT");
      return result;
    } catch (error) {
      // A full disk or a failing one has rolled back already; a second time would hide why.
      if (database.isTransaction) database.exec("ROLLBACK");
      throw error;
    }
  });
}

/** The value of a pragma, as a number. */
export function pragma(database: DatabaseSync, name: string): number {
  const row = database.prepare(`PRAGMA ${name}`).get();
  return Number(Object.values(row ?? {})[0] ?? 0);
}

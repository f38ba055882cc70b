import { DatabaseSync } from "node:sqlite";
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
  return opened(file, false, WRITER_SETTINGS);
}

/** A connection that can't write, and needs no lock. */
export function openForReading(file: string): DatabaseSync {
  return opened(file, true, "");
}

function opened(file: string, readOnly: boolean, settings: string): DatabaseSync {
  return naming(`the store ${file} can't be opened`, () => {
    const database = new DatabaseSync(file, { readOnly, timeout: BUSY_MS, enableForeignKeyConstraints: true });
    try {
      database.exec(`PRAGMA trusted_schema = OFF; ${settings}`);
      return database;
    } catch (error) {
      database.close();
      throw error;
    }
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

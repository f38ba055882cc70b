import { renameSync, rmSync } from "node:fs";
import { dirname } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { applySteps } from "./migrate.ts";
import type { Migration } from "./migrations.ts";
import { naming } from "./store-error.ts";
import { syncDirectory } from "./sync-directory.ts";

/** Makes a store aside and renames it: it is there with all its tables, or not at all. */
export function createDatabase(file: string, migrations: readonly Migration[]): void {
  const making = `${file}.new`;
  naming(`the store ${file} can't be made`, () => {
    for (const left of ["", "-journal", "-wal", "-shm"]) rmSync(`${making}${left}`, { force: true });
    const database = new DatabaseSync(making);
    try {
      database.exec("PRAGMA synchronous = FULL; PRAGMA fullfsync = ON; PRAGMA journal_mode = DELETE;");
      applySteps(database, migrations);
      // Last, when nothing is left to write: the file is whole without a log.
      database.exec("PRAGMA journal_mode = WAL");
    } finally {
      database.close();
    }
    renameSync(making, file);
    syncDirectory(dirname(file));
  });
}

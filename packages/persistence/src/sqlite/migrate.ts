import { closeSync, fsyncSync, openSync, renameSync, rmSync } from "node:fs";
import { dirname } from "node:path";
import type { DatabaseSync } from "node:sqlite";
import { ScyllaError } from "@scylla/contracts";
import { pragma, transaction } from "./connection.ts";
import { APPLICATION_ID, type Migration } from "./migrations.ts";
import { damaged, naming } from "./store-error.ts";
import { syncDirectory } from "./sync-directory.ts";

/** What a database is to this release. @throws {ScyllaError} `STORE_DAMAGED` for what is no store, `STORE_NEWER` for one of a later release. */
export function requireFormat(database: DatabaseSync, file: string, migrations: readonly Migration[]): number {
  const version = naming(`the store ${file} can't be read`, () => {
    if (pragma(database, "application_id") !== APPLICATION_ID)
      throw damaged(`${file} is not the store of an experiment`);
    return pragma(database, "user_version");
  });
  if (migrations.some((step) => step.version === version)) return version;
  const newest = migrations.at(-1)?.version ?? 0;
  if (version <= newest) throw damaged(`the store ${file} is damaged: there never was a format ${version}`);
  throw new ScyllaError(
    "STORE_NEWER",
    `${file} was written by a newer release: its format is ${version}, this release knows ${newest}`,
    {
      hint: "Upgrade @scylla/cli, or whatever package opens it.",
    },
  );
}

/** Brings an older store to this release's format: a copy is kept first, then all steps happen together or not at all. */
export function migrate(database: DatabaseSync, file: string, from: number, migrations: readonly Migration[]): void {
  const steps = migrations.filter((step) => step.version > from);
  if (steps.length === 0) return;
  keepCopy(database, `${file}.format-${from}`);
  applySteps(database, steps);
}

/** Makes the tables of a new store. */
export function applySteps(database: DatabaseSync, steps: readonly Migration[]): void {
  transaction(database, "the store can't be brought to this release's format", () => {
    for (const { sql } of steps) database.exec(sql);
    database.exec(`PRAGMA application_id = ${APPLICATION_ID}; PRAGMA user_version = ${steps.at(-1)?.version ?? 0};`);
  });
}

/** The store as it is before a migration. It has its name when it is complete, so that an interrupted start leaves no half of one. */
function keepCopy(database: DatabaseSync, copy: string): void {
  const making = `${copy}.new`;
  naming(`the store can't be copied to ${copy}`, () => {
    for (const left of ["", "-journal"]) rmSync(`${making}${left}`, { force: true });
    database.prepare("VACUUM INTO ?").run(making);
    const descriptor = openSync(making, "r");
    try {
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
    renameSync(making, copy);
    syncDirectory(dirname(copy));
  });
}

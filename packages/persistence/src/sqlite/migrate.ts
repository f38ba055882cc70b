import { closeSync, existsSync, fsyncSync, openSync } from "node:fs";
import type { DatabaseSync } from "node:sqlite";
import { ScyllaError } from "@scylla/contracts";
import { pragma, transaction } from "./connection.ts";
import { APPLICATION_ID, type Migration } from "./migrations.ts";
import { damaged, naming } from "./store-error.ts";

/** What a database is to this release. @throws {ScyllaError} `STORE_DAMAGED` for what is no store, `STORE_NEWER` for one of a later release. */
export function requireFormat(database: DatabaseSync, file: string, migrations: readonly Migration[]): number {
  const version = naming(`the store ${file} can't be read`, () => {
    if (pragma(database, "application_id") !== APPLICATION_ID)
      throw damaged(`${file} is not the store of an experiment`);
    return pragma(database, "user_version");
  });
  const newest = migrations.at(-1)?.version ?? 0;
  if (version <= newest) return version;
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

/** A copy that an earlier, interrupted start has made is as good: the store has not changed since. */
function keepCopy(database: DatabaseSync, copy: string): void {
  if (existsSync(copy)) return;
  naming(`the store can't be copied to ${copy}`, () => {
    database.prepare("VACUUM INTO ?").run(copy);
    const descriptor = openSync(copy, "r");
    fsyncSync(descriptor);
    closeSync(descriptor);
  });
}

import type { DatabaseSync, StatementSync } from "node:sqlite";
import { ScyllaError } from "@scylla/contracts";
import { readSealed, seal, type Value } from "../sqlite/sealed-table.ts";

export interface ArchivedTable {
  readonly name: string;
  /** All but the seal, as they stand in the table. */
  readonly columns: readonly string[];
}

/** Rows come before those that refer to them. */
const ORDER = [
  "plan",
  "experiment",
  "cell",
  "run",
  "attempt",
  "transition",
  "grading",
  "artifact",
  "spend",
  "selection",
  "park",
];

/** The tables of a store, of whatever format, in the order in which they are written to an archive. */
export function archivedTables(database: DatabaseSync): readonly ArchivedTable[] {
  const names = database.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").all();
  const found = names.map((row) => String(row["name"]));
  const unknown = found.find((name) => !ORDER.includes(name));
  if (unknown !== undefined) throw new ScyllaError("INTERNAL", `the table ${unknown} has no place in an archive`);
  return ORDER.filter((name) => found.includes(name)).map((name) => ({ name, columns: columnsOf(database, name) }));
}

function columnsOf(database: DatabaseSync, table: string): readonly string[] {
  const info = database.prepare("SELECT name FROM pragma_table_info(?) ORDER BY cid").all(table);
  return info.map((row) => String(row["name"])).filter((name) => name !== "seal");
}

export function countRows(database: DatabaseSync, { name }: ArchivedTable): number {
  return Number(database.prepare(`SELECT count(*) AS rows FROM ${name}`).get()?.["rows"]);
}

/** All rows by key, one at a time, each as it was written. @throws {ScyllaError} `STORE_DAMAGED`. */
export function* rowsOf(database: DatabaseSync, { name, columns }: ArchivedTable): Generator<readonly Value[]> {
  const keys = database.prepare("SELECT name FROM pragma_table_info(?) WHERE pk > 0 ORDER BY pk").all(name);
  const order = keys.map((row) => String(row["name"])).join(", ");
  const query = database.prepare(`SELECT ${columns.join(", ")}, seal FROM ${name} ORDER BY ${order}`);
  query.setReturnArrays(true);
  yield* readSealed(name, query);
}

/** Writes rows into a table, sealed anew. */
export function rowWriter(database: DatabaseSync, { name, columns }: ArchivedTable): (row: readonly Value[]) => void {
  const marks = columns.map(() => "?").join(", ");
  const insert: StatementSync = database.prepare(
    `INSERT INTO ${name} (${columns.join(", ")}, seal) VALUES (${marks}, ?)`,
  );
  return (row) => {
    insert.run(...row, seal(name, row));
  };
}

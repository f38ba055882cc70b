import { DatabaseSync } from "node:sqlite";
import type { Migration } from "./migrations.ts";
import { requireSeals } from "./sealed-table.ts";
import { damaged, naming } from "./store-error.ts";

/**
 * That a store is whole: its tables are those of its format, SQLite finds every page and index in order, and no row is missing or too much. What
 * stands in a row is proved by its seal, when it is read.
 * @param steps those that led to its format.
 * @throws {ScyllaError} `STORE_DAMAGED`.
 */
export function requireSound(database: DatabaseSync, file: string, steps: readonly Migration[]): void {
  const refuse = (why: string): never => {
    throw damaged(`the store ${file} is damaged: ${why}`);
  };
  naming(`the store ${file} can't be read`, () => {
    if (schemaOf(database) !== schemaAfter(steps)) refuse("its tables are not those of its format");
    const [found] = Object.values(database.prepare("PRAGMA integrity_check(1)").get() ?? {});
    if (found !== "ok") refuse(String(found));
    const torn = database.prepare(TORN_RUN).get();
    if (torn) refuse(`the rows of run ${String(torn["run"])} are not complete`);
    if (database.prepare(TORN_EXPERIMENT).get()) refuse("its plans, cells, runs or selections are not complete");
  });
}

/** That every row is what was written. @throws {ScyllaError} `STORE_DAMAGED`. */
export function requireWritten(database: DatabaseSync, file: string): void {
  naming(`the store ${file} can't be read`, () => {
    for (const { name } of database.prepare(SEALED_TABLES).all()) requireSeals(database, String(name));
  });
}

function schemaAfter(steps: readonly Migration[]): string {
  const database = new DatabaseSync(":memory:");
  try {
    for (const { sql } of steps) database.exec(sql);
    return schemaOf(database);
  } finally {
    database.close();
  }
}

function schemaOf(database: DatabaseSync): string {
  return JSON.stringify(
    database.prepare("SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY type, name").all(),
  );
}

const SEALED_TABLES = `
  SELECT name FROM sqlite_schema
  WHERE type = 'table' AND EXISTS (SELECT 1 FROM pragma_table_info(sqlite_schema.name) AS info WHERE info.name = 'seal')`;

/** `total`, because a `sum` of damaged numbers can overflow. */
const TORN_RUN = `
  SELECT run FROM (
    SELECT id AS run, -content AS amount FROM run
    UNION ALL SELECT run, seal FROM transition
    UNION ALL SELECT run, seal FROM attempt
    UNION ALL SELECT run, seal FROM grading
    UNION ALL SELECT run, seal FROM artifact
    UNION ALL SELECT run, seal FROM spend
  ) GROUP BY run HAVING total(amount) <> 0 LIMIT 1`;

const TORN_EXPERIMENT = `
  SELECT 1 WHERE (SELECT count(*) FROM experiment) > 1
  OR coalesce((SELECT runs FROM experiment), 0) <> (SELECT count(*) FROM run)
  OR coalesce((SELECT content FROM experiment), 0) <> (
    SELECT total(seal) FROM (
      SELECT seal FROM plan UNION ALL SELECT seal FROM cell UNION ALL SELECT seal FROM selection
    )
  )`;

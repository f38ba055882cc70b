import type { DatabaseSync, StatementSync } from "node:sqlite";
import { crc32 } from "node:zlib";
import type { ScyllaError } from "@scylla/contracts";
import { damaged } from "./store-error.ts";

export type Value = string | number | null;

/** Rows of one shape. */
export type Row<Column extends string> = Readonly<Record<Column, Value>>;

/**
 * A table whose every row carries a checksum over its values: SQLite keeps none, so that a bit that flips in a number would be a result
 * that nobody obtained. Rows are sealed when they are written and verified when they are read.
 */
export interface SealedTable<R extends Row<string>> {
  /** @returns its seal. @throws for a key that is there already. */
  insert(row: R): number;
  /** Writes what is another in a row whose key stays. @returns by how much its seal is another. */
  update(before: R, after: R): number;
  /** @param clause what follows the table in a SELECT. */
  select(clause: string): Query<R>;
}

interface Query<R> {
  get(...params: readonly Value[]): R | null;
  all(...params: readonly Value[]): R[];
  /** What is made of each row, without holding on to rows. */
  map<T>(make: (row: R) => T, ...params: readonly Value[]): T[];
}

/** @param columns all but the checksum, which stands last in the table; @param key those that identify a row. */
export function sealedTable<R extends Row<string>>(
  database: DatabaseSync,
  name: string,
  columns: readonly (keyof R & string)[],
  key: readonly (keyof R & string)[],
): SealedTable<R> {
  const values = (row: R, of: readonly (keyof R & string)[] = columns): Value[] =>
    of.map((column) => storable(row[column] ?? null));
  const marks = columns.map(() => "?").join(", ");
  let insert: StatementSync | undefined;
  const updates = new Map<string, StatementSync>();

  /** Names only what changes: SQLite writes every index of a column that is named, whether or not its value is another. */
  const updateOf = (changed: readonly string[]): StatementSync => {
    const set = [...changed, "seal"].map((column) => `${column} = ?`).join(", ");
    const known = updates.get(set);
    if (known) return known;
    const where = key.map((column) => `${column} = ?`).join(" AND ");
    const statement = database.prepare(`UPDATE ${name} SET ${set} WHERE ${where}`);
    updates.set(set, statement);
    return statement;
  };

  const read = (found: readonly unknown[]): R => {
    const stored = found.slice(0, -1) as Value[];
    requireSeal(name, stored, found.at(-1));
    const row: Record<string, Value> = {};
    for (const [i, column] of columns.entries()) row[column] = stored[i] ?? null;
    // What carries the right seal was written as a row of this shape.
    return row as R;
  };

  return {
    insert: (row) => {
      insert ??= database.prepare(`INSERT INTO ${name} (${columns.join(", ")}, seal) VALUES (${marks}, ?)`);
      const sealed = seal(name, values(row));
      insert.run(...values(row), sealed);
      return sealed;
    },
    update: (before, after) => {
      const old = values(before);
      const now = values(after);
      const changed = columns.filter((_, i) => now[i] !== old[i]);
      const sealed = seal(name, now);
      updateOf(changed).run(...now.filter((value, i) => value !== old[i]), sealed, ...values(before, key));
      return sealed - seal(name, old);
    },
    select: (clause) => {
      const query = database.prepare(`SELECT ${columns.join(", ")}, seal FROM ${name} ${clause}`);
      query.setReturnArrays(true);
      const map = <T>(make: (row: R) => T, ...params: readonly Value[]): T[] =>
        representable(name, () => {
          const made: T[] = [];
          for (const row of query.all(...params) as unknown as unknown[][]) made.push(make(read(row)));
          return made;
        });
      const all = (...params: readonly Value[]): R[] => map((row) => row, ...params);
      return { get: (...params) => all(...params)[0] ?? null, all, map };
    },
  };
}

/** Verifies all rows of a table, of whatever format. @throws {ScyllaError} `STORE_DAMAGED`. */
export function requireSeals(database: DatabaseSync, name: string): void {
  const query = database.prepare(`SELECT * FROM ${name}`);
  const at = query.columns().findIndex((column) => column.name === "seal");
  query.setReturnArrays(true);
  representable(name, () => {
    for (const row of query.iterate() as Iterable<unknown> as Iterable<Value[]>)
      requireSeal(name, row.toSpliced(at, 1), row[at]);
  });
}

/** The rows of a query whose last column is the seal, without it, one at a time. @throws {ScyllaError} `STORE_DAMAGED`. */
export function* readSealed(table: string, query: StatementSync): Generator<readonly Value[]> {
  try {
    for (const row of query.iterate() as Iterable<unknown> as Iterable<Value[]>) {
      const values = row.slice(0, -1);
      requireSeal(table, values, row.at(-1));
      yield values;
    }
  } catch (error) {
    throw error instanceof RangeError ? notWritten(table) : error;
  }
}

function requireSeal(table: string, values: readonly Value[], sealed: unknown): void {
  if (seal(table, values) !== sealed) throw notWritten(table);
}

/** What SQLite gives back: half of a surrogate pair has no UTF-8. */
function storable(value: Value): Value {
  return typeof value === "string" ? value.toWellFormed() : value;
}

/** Numbers beyond those of JavaScript were never written. */
function representable<T>(table: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof RangeError) throw damaged(`a row of the table ${table} is not what was written`);
    throw error;
  }
}

function notWritten(table: string): ScyllaError {
  return damaged(`a row of the table ${table} is not what was written`);
}

/** The checksum of a row, over the name of its table and all values but the seal. */
export function seal(table: string, values: readonly Value[]): number {
  return crc32(JSON.stringify([table, ...values]));
}

import { join } from "node:path";
import { expect, test } from "vitest";
import { openForReading, openForWriting, transaction } from "../../src/sqlite/connection.ts";
import { refusal } from "../fixtures/errors.ts";
import { tempDir } from "../fixtures/temp-dir.ts";

test("a transaction happens whole, or not at all, and the connection goes on", () => {
  using dir = tempDir();
  const database = openForWriting(join(dir.path, "a.db"));
  database.exec("CREATE TABLE t (a INTEGER PRIMARY KEY) STRICT");
  transaction(database, "test", () => database.exec("INSERT INTO t VALUES (1); INSERT INTO t VALUES (2)"));
  const failed = (): unknown =>
    transaction(database, "test", () => {
      database.exec("INSERT INTO t VALUES (3)");
      throw new Error("mine");
    });
  expect(failed).toThrow("mine");
  expect(database.prepare("SELECT count(*) AS rows FROM t").get()).toEqual({ rows: 2 });
  expect(transaction(database, "test", () => 4711)).toBe(4711);
  database.close();
});

test("where SQLite rolled back by itself, the first error is told", async () => {
  using dir = tempDir();
  const database = openForWriting(join(dir.path, "a.db"));
  database.exec("CREATE TABLE t (a INTEGER PRIMARY KEY ON CONFLICT ROLLBACK) STRICT; INSERT INTO t VALUES (1)");
  const error = await refusal("INTERNAL", () =>
    transaction(database, "it can't be written", () => database.exec("INSERT INTO t VALUES (1)")),
  );
  expect(error.message).toBe("it can't be written: UNIQUE constraint failed: t.a");
  expect(database.isTransaction).toBe(false);
  database.close();
});

test("a second writer that took no lock is told about the first", async () => {
  using dir = tempDir();
  const file = join(dir.path, "a.db");
  const [first, second] = [openForWriting(file), openForWriting(file)];
  first.exec("BEGIN IMMEDIATE");
  second.exec("PRAGMA busy_timeout = 0");
  await refusal("STORE_LOCKED", () => transaction(second, "test", () => null));
  first.close();
  transaction(second, "test", () => null);
  second.close();
});

test("a reader sees nothing of what is written after it was opened", () => {
  using dir = tempDir();
  const file = join(dir.path, "a.db");
  const writer = openForWriting(file);
  writer.exec("CREATE TABLE t (a)");
  const reader = openForReading(file);
  writer.exec("INSERT INTO t VALUES (1)");
  expect(reader.prepare("SELECT * FROM t").all()).toEqual([]);
  reader.close();
  writer.close();
});

test("what is not there is not made by a reader", async () => {
  using dir = tempDir();
  const file = join(dir.path, "a.db");
  const error = await refusal("STORE_IO", () => openForReading(file));
  expect(error.message).toContain(file);
});

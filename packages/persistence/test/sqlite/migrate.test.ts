import { copyFileSync, existsSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { expect, test } from "vitest";
import { openRunStore } from "../../src/index.ts";
import { pragma } from "../../src/sqlite/connection.ts";
import { MIGRATIONS, type Migration } from "../../src/sqlite/migrations.ts";
import { openDatabase } from "../../src/sqlite/open-database.ts";
import { refusal } from "../fixtures/errors.ts";
import { fingerprint } from "../fixtures/everything.ts";
import { life } from "../fixtures/life.ts";
import { quickDir } from "../fixtures/temp-dir.ts";

const newest = MIGRATIONS.at(-1)?.version ?? 0;
const next = (sql: string, version = newest + 1): readonly Migration[] => [...MIGRATIONS, { version, sql }];
const LATER = next("CREATE TABLE extra (a INTEGER) STRICT; INSERT INTO extra SELECT count(*) FROM transition;");

async function oldStore() {
  const dir = quickDir();
  const store = await openRunStore({ dir: dir.path, mode: "write" });
  for (const step of life()) await step(store);
  const print = await fingerprint(store);
  await store.close();
  const copy = join(dir.path, `store.db.format-${newest}`);
  return { ...dir, file: join(dir.path, "store.db"), copy, fingerprint: print };
}

test("an older store is brought to this release's format, and a copy of it is kept", async () => {
  using old = await oldStore();
  const database = openDatabase(old.path, "write", LATER);
  expect(pragma(database, "user_version")).toBe(newest + 1);
  expect(Number(database.prepare("SELECT a FROM extra").get()?.["a"])).toBeGreaterThan(0);
  database.close();
  expect(readdirSync(old.path).sort()).toEqual(["store.db", `store.db.format-${newest}`]);
  using restored = quickDir();
  copyFileSync(old.copy, join(restored.path, "store.db"));
  const before = await openRunStore({ dir: restored.path, mode: "read" });
  expect(await fingerprint(before)).toBe(old.fingerprint);
  await before.close();
  openDatabase(old.path, "read", LATER).close();
});

test("several steps happen in order, and only those that are new", async () => {
  using old = await oldStore();
  openDatabase(old.path, "write", LATER).close();
  const further = [...LATER, { version: newest + 2, sql: "ALTER TABLE extra ADD COLUMN b INTEGER" }];
  const database = openDatabase(old.path, "write", further);
  expect(database.prepare("SELECT count(*) AS rows, max(b) AS b FROM extra").get()).toEqual({ rows: 1, b: null });
  database.close();
  using fresh = quickDir();
  openDatabase(fresh.path, "write", further).close();
  openDatabase(old.path, "read", further).close();
});

test("a step that fails leaves the old store as it was", async () => {
  using old = await oldStore();
  const broken = next("CREATE TABLE extra (a INTEGER) STRICT; DELETE FROM park; SELECT * FROM nowhere;");
  for (const _ of [1, 2]) await refusal("INTERNAL", () => openDatabase(old.path, "write", broken));
  const reader = await openRunStore({ dir: old.path, mode: "read" });
  expect(await fingerprint(reader)).toBe(old.fingerprint);
  await reader.close();
  openDatabase(old.path, "write", LATER).close();
});

test("half of a copy, which a killed start left, is not taken for one", async () => {
  using old = await oldStore();
  writeFileSync(`${old.copy}.new`, "half");
  openDatabase(old.path, "write", LATER).close();
  const copy = new DatabaseSync(old.copy, { readOnly: true });
  expect(pragma(copy, "user_version")).toBe(newest);
  copy.close();
  expect(existsSync(`${old.copy}.new`)).toBe(false);
});

test("a copy is of the store as it was before, not of an earlier one", async () => {
  using old = await oldStore();
  writeFileSync(old.copy, "of something else");
  openDatabase(old.path, "write", LATER).close();
  const copy = new DatabaseSync(old.copy, { readOnly: true });
  expect(pragma(copy, "user_version")).toBe(newest);
  copy.close();
});

test("a reader changes nothing of an older store, and says who does", async () => {
  using old = await oldStore();
  const error = await refusal("STORE_UNSUPPORTED", () => openDatabase(old.path, "read", LATER));
  expect(error.message).toContain("older release");
  expect(error.hint).toContain("resume");
  expect(readdirSync(old.path).some((name) => name.includes("format"))).toBe(false);
});

import { existsSync, mkdirSync, readdirSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { describe, expect, test } from "vitest";
import { openRunStore } from "../../src/index.ts";
import { pragma } from "../../src/sqlite/connection.ts";
import { MIGRATIONS } from "../../src/sqlite/migrations.ts";
import { openDatabase } from "../../src/sqlite/open-database.ts";
import { refusal } from "../fixtures/errors.ts";
import { fingerprint } from "../fixtures/everything.ts";
import { contents, overwrite } from "../fixtures/files.ts";
import { killedStore } from "../fixtures/killed-store.ts";
import { life } from "../fixtures/life.ts";
import { mounted } from "../fixtures/mounted.ts";
import { quickDir, type TempDir, tempDir } from "../fixtures/temp-dir.ts";

/** The directory of a store that was closed. */
async function closedStore(): Promise<TempDir & { readonly file: string; readonly fingerprint: string }> {
  const dir = quickDir();
  const store = await openRunStore({ dir: dir.path, mode: "write" });
  for (const step of life()) await step(store);
  const print = await fingerprint(store);
  await store.close();
  return { ...dir, file: join(dir.path, "store.db"), fingerprint: print };
}

const openedFor = (mode: "read" | "write", dir: string) =>
  mode === "read" ? openRunStore({ dir, mode }) : openRunStore({ dir, mode });
const MODES = ["read", "write"] as const;
const STORE = ["store.db", "store.db-wal"];

/** Both ways of opening are refused, and the files stay as they are, to the byte. */
async function refusedUntouched(dir: string, code: "STORE_DAMAGED" | "STORE_NEWER" = "STORE_DAMAGED"): Promise<void> {
  const before = contents(dir, ...STORE);
  for (const mode of MODES) {
    const error = await refusal(code, () => openedFor(mode, dir));
    expect(error.message).toContain("store.db");
    expect(error.hint).not.toBe("");
    expect(contents(dir, "store.db")["store.db"]?.equals(before["store.db"] ?? Buffer.of())).toBe(true);
    const wal = before["store.db-wal"];
    if (wal) expect(contents(dir, "store.db-wal")["store.db-wal"]?.equals(wal)).toBe(true);
  }
}

describe("a store that is opened for writing", () => {
  test("is made with everything that durability needs", () => {
    using dir = tempDir();
    const database = openDatabase(join(dir.path, "deep/er"), "write");
    expect(database.prepare("PRAGMA journal_mode").get()).toEqual({ journal_mode: "wal" });
    const FULL = 2;
    expect(pragma(database, "synchronous")).toBe(FULL);
    expect(pragma(database, "foreign_keys")).toBe(1);
    expect(pragma(database, "trusted_schema")).toBe(0);
    expect(pragma(database, "user_version")).toBe(MIGRATIONS.at(-1)?.version);
    database.close();
    expect(readdirSync(join(dir.path, "deep/er"))).toEqual(["store.db"]);
  });

  test("is one file again when it is closed", async () => {
    using store = await closedStore();
    expect(readdirSync(store.path)).toEqual(["store.db"]);
  });

  test("is not made where a file is in the way", async () => {
    using dir = tempDir();
    writeFileSync(join(dir.path, "file"), "");
    await refusal("STORE_IO", () => openDatabase(join(dir.path, "file"), "write"));
    await refusal("STORE_MISSING", () => openDatabase(join(dir.path, "file"), "read"));
  });
});

describe("a store that is opened for reading", () => {
  test("is not made", async () => {
    using dir = tempDir();
    const error = await refusal("STORE_MISSING", () => openRunStore({ dir: dir.path, mode: "read" }));
    expect(error.message).toContain(dir.path);
    expect(readdirSync(dir.path)).toEqual([]);
    await refusal("STORE_MISSING", () => openRunStore({ dir: join(dir.path, "nowhere"), mode: "read" }));
    expect(readdirSync(dir.path)).toEqual([]);
  });

  test("can't be written, not even by SQL", async () => {
    using store = await closedStore();
    const database = openDatabase(store.path, "read");
    expect(() => database.exec("DELETE FROM park")).toThrow(/readonly/);
    database.close();
  });

  test("stays as it is, to the byte", async () => {
    using store = await closedStore();
    const before = contents(store.path, "store.db");
    const reader = await openRunStore({ dir: store.path, mode: "read" });
    expect(await fingerprint(reader)).toBe(store.fingerprint);
    await reader.close();
    expect(contents(store.path, "store.db")).toEqual(before);
  });

  test("shows one moment, whatever is written meanwhile, and needs no lock", async () => {
    using dir = quickDir();
    const [first, ...others] = life();
    const writer = await openRunStore({ dir: dir.path, mode: "write" });
    await first?.(writer);
    const moment = await fingerprint(writer);
    const reader = await openRunStore({ dir: dir.path, mode: "read" });
    for (const step of others.slice(0, 20)) await step(writer);
    expect(await fingerprint(reader)).toBe(moment);
    for (const step of others.slice(20)) await step(writer);
    expect(await fingerprint(reader)).toBe(moment);
    const later = await openRunStore({ dir: dir.path, mode: "read" });
    expect(await fingerprint(later)).toBe(await fingerprint(writer));
    for (const one of [writer, reader, later]) await one.close();
  });

  test("may lie on a read-only file system", async () => {
    using disk = mounted("4m");
    if (!disk) return;
    const store = await openRunStore({ dir: disk.path, mode: "write" });
    for (const step of life()) await step(store);
    const print = await fingerprint(store);
    await store.close();
    disk.makeReadOnly();
    const reader = await openRunStore({ dir: disk.path, mode: "read" });
    expect(await fingerprint(reader)).toBe(print);
    await reader.close();
    await refusal("STORE_IO", () => openRunStore({ dir: disk.path, mode: "write" }));
  });

  test("of a killed writer on a read-only file system is refused where it can't be put in order, and says how to", async () => {
    using disk = mounted("8m");
    if (!disk) return;
    const store = await killedStore(disk.path);
    disk.makeReadOnly();
    const error = await refusal("STORE_IO", () => openRunStore({ dir: store.path, mode: "read" }));
    expect(error.hint).toContain("Copy the directory");
  });
});

describe("a file that is no whole store is refused, and stays byte for byte what it is", () => {
  test.each([
    ["an empty file", () => Buffer.of()],
    ["one byte", () => Buffer.of(83)],
    ["text", () => Buffer.from("x: 1\n".repeat(2_000))],
    ["zeroes", (was: Buffer) => Buffer.alloc(was.length)],
    ["half of it", (was: Buffer) => was.subarray(0, was.length / 2)],
    ["all but its last page", (was: Buffer) => was.subarray(0, -4096)],
    ["only its first page", (was: Buffer) => was.subarray(0, 4096)],
    ["a zeroed first page", (was: Buffer) => Buffer.concat([Buffer.alloc(4096), was.subarray(4096)])],
    ["a zeroed page", (was: Buffer) => Buffer.concat([was.subarray(0, 8192), Buffer.alloc(4096), was.subarray(12288)])],
  ])("%s", async (_what, change) => {
    using store = await closedStore();
    const was = contents(store.path, "store.db")["store.db"] ?? Buffer.of();
    writeFileSync(store.file, change(was));
    await refusedUntouched(store.path);
  });

  test.each([
    ["without tables", ""],
    ["of another program", "CREATE TABLE run (id INTEGER PRIMARY KEY); PRAGMA user_version = 1;"],
  ])("a database %s", async (_what, sql) => {
    using dir = tempDir();
    const foreign = new DatabaseSync(join(dir.path, "store.db"));
    foreign.exec(`${sql} CREATE TABLE another (a); INSERT INTO another VALUES (1);`);
    foreign.close();
    await refusedUntouched(dir.path);
  });

  test("a database that only claims to be a store", async () => {
    using dir = tempDir();
    const foreign = new DatabaseSync(join(dir.path, "store.db"));
    foreign.exec(`PRAGMA application_id = ${0x5c711a}; PRAGMA user_version = 1; CREATE TABLE run (id INTEGER);`);
    foreign.close();
    await refusedUntouched(dir.path);
  });

  test("a format that never was", async () => {
    using store = await closedStore();
    const USER_VERSION = 60;
    for (const version of [0, -1]) {
      const bytes = Buffer.alloc(4);
      bytes.writeInt32BE(version);
      overwrite(store.file, USER_VERSION, bytes);
      await refusedUntouched(store.path);
    }
    expect(readdirSync(store.path).filter((name) => name.includes("format"))).toEqual([]);
  });

  test("a database whose log was killed with it: neither of them is touched", async () => {
    using dir = await killedStore();
    // SQLite removes the log of an empty database.
    truncateSync(join(dir.path, "store.db"), 0);
    await refusedUntouched(dir.path);
    expect(existsSync(join(dir.path, "store.db-wal"))).toBe(true);
  });

  test("a damaged database with a log that is sound: the log is not moved into it", async () => {
    using dir = await killedStore();
    const table = new DatabaseSync(join(dir.path, "store.db"));
    table.exec(
      "PRAGMA wal_autocheckpoint = 0; DROP TRIGGER transition_is_never_removed; DELETE FROM transition WHERE run = 1",
    );
    const copy = contents(dir.path, ...STORE);
    table.close();
    for (const [name, bytes] of Object.entries(copy)) writeFileSync(join(dir.path, name), bytes);
    await refusedUntouched(dir.path);
  });
});

test("a newer format is refused untouched, and says what to upgrade", async () => {
  using store = await closedStore();
  const newer = new DatabaseSync(store.file);
  newer.exec("PRAGMA user_version = 99; CREATE TABLE of_later (a)");
  newer.close();
  await refusedUntouched(store.path, "STORE_NEWER");
  const error = await refusal("STORE_NEWER", () => openRunStore({ dir: store.path, mode: "read" }));
  expect(error.message).toContain("99");
  expect(error.hint).toContain("Upgrade");
});

describe("a store that is gone is no beginning", () => {
  test.each([
    ["stored objects", "objects/ab/cdef"],
    ["its log", "store.db-wal"],
    ["a copy that was kept", "store.db.format-1"],
  ])("where %s can be found", async (_what, left) => {
    using dir = tempDir();
    const file = join(dir.path, left);
    mkdirSync(join(file, ".."), { recursive: true });
    writeFileSync(file, "x");
    for (const mode of MODES) await refusal("STORE_DAMAGED", () => openedFor(mode, dir.path));
    expect(existsSync(join(dir.path, "store.db"))).toBe(false);
  });

  test("but other files and an empty place for objects are none of its business", async () => {
    using dir = tempDir();
    for (const name of ["objects", "reports"]) mkdirSync(join(dir.path, name));
    writeFileSync(join(dir.path, "lock.db"), "");
    await (await openRunStore({ dir: dir.path, mode: "write" })).close();
  });
});

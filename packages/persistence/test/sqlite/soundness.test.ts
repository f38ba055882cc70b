import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openRunStore } from "../../src/index.ts";
import { openDatabase } from "../../src/sqlite/open-database.ts";
import { refusal } from "../fixtures/errors.ts";
import { life } from "../fixtures/life.ts";
import { tampered } from "../fixtures/tamper.ts";
import { quickDir, type TempDir } from "../fixtures/temp-dir.ts";

/** A store at its end, and as it was when its runs were half way. */
let sound: TempDir;
let earlier: TempDir;

async function living(steps: number): Promise<TempDir> {
  const dir = quickDir();
  const store = await openRunStore({ dir: dir.path, mode: "write" });
  for (const step of life().slice(0, steps)) await step(store);
  await store.close();
  return dir;
}

beforeAll(async () => {
  sound = await living(life().length);
  earlier = await living(20);
});
afterAll(() => {
  sound[Symbol.dispose]();
  earlier[Symbol.dispose]();
});

async function expectRefused(change: (database: DatabaseSync) => void): Promise<string> {
  using dir = tampered(sound.path, change);
  for (const mode of ["read", "write"] as const) await refusal("STORE_DAMAGED", () => openDatabase(dir.path, mode));
  return (await refusal("STORE_DAMAGED", () => openDatabase(dir.path, "read"))).message;
}

test("a store that was only opened and closed is sound", () => {
  using dir = tampered(sound.path, () => undefined);
  openDatabase(dir.path, "write").close();
});

describe("a row that is lost is missed", () => {
  test.each([
    "experiment",
    "plan",
    "cell",
    "run",
    "transition",
    "attempt",
    "grading",
    "artifact",
    "spend",
    "selection",
  ])("in the table %s, be it any of them", async (table) => {
    const database = new DatabaseSync(join(sound.path, "store.db"), { readOnly: true });
    const seals = database.prepare(`SELECT seal FROM ${table}`).all();
    database.close();
    const some = seals.length > 6 ? [seals[0], seals[Math.floor(seals.length / 2)], seals.at(-1)] : seals;
    expect(some.length).toBeGreaterThan(0);
    for (const row of some)
      await expectRefused((found) => found.prepare(`DELETE FROM ${table} WHERE seal = ?`).run(row?.["seal"] ?? 0));
  });

  test("also when all of a run are, or all of everything", async () => {
    const OF_RUNS = ["transition", "attempt", "grading", "artifact", "spend"];
    const all = (where: string) => (found: DatabaseSync) => {
      for (const table of OF_RUNS) found.exec(`DELETE FROM ${table} WHERE ${where}`);
    };
    expect(await expectRefused(all("run = 3"))).toContain("run 3");
    await expectRefused((found) => {
      all("run = 3")(found);
      found.exec("DELETE FROM run WHERE id = 3");
    });
    await expectRefused((found) => {
      all("true")(found);
      found.exec("DELETE FROM run");
    });
  });
});

describe("a row that is again what it once was is missed", () => {
  test.each([
    ["run", "id = 1"],
    ["attempt", "run = 1"],
    ["attempt", "run = 5"],
    ["experiment", "true"],
  ])("in the table %s where %s", async (table, where) => {
    await expectRefused((found) => {
      found.prepare("ATTACH ? AS earlier").run(join(earlier.path, "store.db"));
      if (table === "experiment") found.exec("DELETE FROM experiment");
      const { changes } = found.prepare(`REPLACE INTO ${table} SELECT * FROM earlier.${table} WHERE ${where}`).run();
      expect(changes).toBe(1);
      found.exec("DETACH earlier");
    });
  });
});

test("a row that came from elsewhere, seal and all, is too much", async () => {
  using other = await living(30);
  await expectRefused((found) => {
    found.prepare("ATTACH ? AS other").run(join(other.path, "store.db"));
    found.exec("INSERT INTO experiment SELECT * FROM other.experiment");
    found.exec("DETACH other");
  });
  await expectRefused((found) => {
    found.prepare("ATTACH ? AS other").run(join(other.path, "store.db"));
    found.exec("DELETE FROM artifact WHERE run = 4");
    found.exec(
      "INSERT INTO artifact SELECT 4, attempt, grading, name, digest, bytes, seal FROM other.artifact WHERE run = 1",
    );
    found.exec("DETACH other");
  });
});

describe("tables that are not those of the format are refused", () => {
  test.each([
    ["one too many", "CREATE TABLE extra (a)"],
    ["one too few", "DROP TABLE park"],
    ["a rule less", "DROP TABLE park; CREATE TABLE park (key TEXT PRIMARY KEY, until_ms INTEGER, seal INTEGER)"],
    ["a column more", "ALTER TABLE park ADD COLUMN more TEXT"],
    ["an index more", "CREATE INDEX more ON park (until_ms)"],
  ])("%s", async (_what, sql) => {
    await expectRefused((found) => found.exec(sql));
  });
});

test("an index that does not find a row is damage", async () => {
  await expectRefused((found) => {
    const [index] = found.prepare("SELECT rootpage FROM sqlite_schema WHERE name = 'sqlite_autoindex_attempt_1'").all();
    found.enableDefensive(false);
    found.exec("PRAGMA writable_schema = ON");
    // The rows are changed through a table that has no index.
    const sql = String(found.prepare("SELECT sql FROM sqlite_schema WHERE name = 'attempt'").get()?.["sql"]);
    const without = sql.replace(/,\s*UNIQUE \(run, attempt\)/, "");
    expect(without).not.toBe(sql);
    found.exec("DELETE FROM sqlite_schema WHERE name = 'sqlite_autoindex_attempt_1'");
    found.prepare("UPDATE sqlite_schema SET sql = ? WHERE name = 'attempt'").run(without);
    found.exec("PRAGMA writable_schema = RESET");
    found.exec("UPDATE attempt SET run = 8 WHERE position = 1");
    found.exec("PRAGMA writable_schema = ON");
    found.prepare("UPDATE sqlite_schema SET sql = ? WHERE name = 'attempt'").run(sql);
    found
      .prepare("INSERT INTO sqlite_schema VALUES ('index', 'sqlite_autoindex_attempt_1', 'attempt', ?, NULL)")
      .run(index?.["rootpage"] ?? 0);
    found.exec("PRAGMA writable_schema = RESET");
  });
});

import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openRunStore } from "../../src/index.ts";
import { sealedTable } from "../../src/sqlite/sealed-table.ts";
import { refusal } from "../fixtures/errors.ts";
import { everything } from "../fixtures/everything.ts";
import { life } from "../fixtures/life.ts";
import { tampered } from "../fixtures/tamper.ts";
import { quickDir, type TempDir } from "../fixtures/temp-dir.ts";

type Row = { readonly id: number; readonly text: string | null; readonly number: number | null };

/** A table in memory. */
function table() {
  const database = new DatabaseSync(":memory:");
  database.exec("CREATE TABLE t (id INTEGER PRIMARY KEY, text TEXT, number REAL, seal INTEGER NOT NULL) STRICT");
  return { database, rows: sealedTable<Row>(database, "t", ["id", "text", "number"], ["id"]) };
}

describe("rows", () => {
  test("come back as they were written, whatever is in them", () => {
    const { rows } = table();
    const all = rows.select("ORDER BY id");
    const text = fc.option(fc.string({ unit: "binary" }));
    const number = fc.option(fc.oneof(fc.double({ noNaN: true }), fc.maxSafeInteger()));
    let id = 0;
    fc.assert(
      fc.property(text, number, (text, number) => {
        const row = { id: ++id, text, number: number === 0 ? 0 : number };
        rows.insert(row);
        expect(all.all().at(-1)).toEqual(row);
      }),
      { numRuns: 300 },
    );
  });

  test("may have text that is cut within a character: it is stored as what UTF-8 has for it", () => {
    const { rows } = table();
    rows.insert({ id: 1, text: "cut \ud83e", number: null });
    expect(rows.select("").get()).toEqual({ id: 1, text: "cut \ufffd", number: null });
  });

  test("are updated whole, and their seals add up", () => {
    const { database, rows } = table();
    const before = { id: 1, text: "a", number: 1 };
    const after = { id: 1, text: "b", number: null };
    const sum = rows.insert(before) + rows.update(before, after) + rows.insert({ ...before, id: 2 });
    expect(database.prepare("SELECT sum(seal) AS sum FROM t").get()).toEqual({ sum });
    expect(rows.select("WHERE id = ?").get(1)).toEqual(after);
    expect(rows.select("WHERE id = ?").get(3)).toBeNull();
    expect(() => rows.insert(before)).toThrow();
  });

  test("of one table are none of another", async () => {
    const { database, rows } = table();
    rows.insert({ id: 1, text: "a", number: 1 });
    database.exec("ALTER TABLE t RENAME TO u");
    const others = sealedTable<Row>(database, "u", ["id", "text", "number"], ["id"]);
    await refusal("STORE_DAMAGED", () => others.select("").all());
  });

  test.each([
    ["a value of another row", "UPDATE t SET text = (SELECT text FROM t WHERE id = 2) WHERE id = 1"],
    [
      "all values of another row",
      "UPDATE t SET (text, number, seal) = (SELECT text, number, seal FROM t WHERE id = 2) WHERE id = 1",
    ],
    ["nothing for something", "UPDATE t SET number = NULL WHERE id = 1"],
    ["a text for a number", "UPDATE t SET text = '1' WHERE id = 1"],
    ["a number beyond all that were written", "UPDATE t SET number = 9e99, id = 4611686018427387904 WHERE id = 1"],
    ["another seal", "UPDATE t SET seal = seal + 1 WHERE id = 1"],
    ["a seal beyond all", "UPDATE t SET seal = 4611686018427387905 WHERE id = 1"],
  ])("are refused with %s", async (_what, sql) => {
    const { database, rows } = table();
    rows.insert({ id: 1, text: "a", number: 1 });
    rows.insert({ id: 2, text: "b", number: 2 });
    database.exec(sql);
    const error = await refusal("STORE_DAMAGED", () => rows.select("").all());
    expect(error.message).toContain("table t");
  });
});

describe("in a store, a value that changed where it lies is never read as another one", () => {
  let sound: TempDir;

  beforeAll(async () => {
    sound = quickDir();
    const store = await openRunStore({ dir: sound.path, mode: "write" });
    for (const step of life()) await step(store);
    await store.close();
  });
  afterAll(() => sound[Symbol.dispose]());

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
    "park",
  ])("in any column of the table %s", async (name) => {
    const database = new DatabaseSync(join(sound.path, "store.db"), { readOnly: true });
    const columns = database.prepare(`PRAGMA table_info(${name})`).all();
    const seal = database.prepare(`SELECT seal FROM ${name} LIMIT 1`).get()?.["seal"];
    database.close();
    expect(seal).toBeDefined();
    for (const { name: column, type } of columns) {
      const other = type === "TEXT" ? `coalesce(${column}, '') || 'x'` : `coalesce(${column}, 0) + 1000`;
      using dir = tampered(sound.path, (found) => {
        const { changes } = found
          .prepare(`UPDATE ${name} SET ${String(column)} = ${other} WHERE seal = ?`)
          .run(seal ?? 0);
        expect(changes).toBe(1);
      });
      await refusal("STORE_DAMAGED", async () => {
        const store = await openRunStore({ dir: dir.path, mode: "write" });
        await everything(store).finally(() => store.close());
      });
    }
  });
});

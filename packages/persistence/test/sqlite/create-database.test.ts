import { cpSync, existsSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { openDatabase } from "../../src/sqlite/open-database.ts";
import { startProgram } from "../fixtures/program.ts";
import { CAN_STOP, whileStopped } from "../fixtures/stopped.ts";
import { quickDir, tempDir } from "../fixtures/temp-dir.ts";

const MAKE = new URL("../fixtures/programs/make-store.ts", import.meta.url);

/** There is nothing, or a store that can be read; and in both cases one can be had. */
function expectNothingOrStore(dir: string): "nothing" | "store" {
  const isThere = existsSync(join(dir, "store.db"));
  if (isThere) openDatabase(dir, "read").close();
  openDatabase(dir, "write").close();
  expect(readdirSync(dir)).toEqual(["store.db"]);
  return isThere ? "store" : "nothing";
}

test("leftovers of a store that was being made are no store, and in nobody's way", () => {
  using dir = tempDir();
  for (const end of ["", "-journal", "-wal", "-shm"]) writeFileSync(join(dir.path, `store.db.new${end}`), "half");
  expect(() => openDatabase(dir.path, "read")).toThrow(expect.objectContaining({ code: "STORE_MISSING" }));
  expect(expectNothingOrStore(dir.path)).toBe("nothing");
});

test("killed at any point, there is nothing or a whole store", async () => {
  using dir = tempDir();
  await using maker = startProgram(MAKE, dir.path);
  await maker.lines.next();
  using copies = quickDir();
  const found = { nothing: 0, store: 0 };
  for (let i = 0; CAN_STOP && i < 40; i++) {
    const copy = join(copies.path, String(i));
    const { value } = await maker.lines.next();
    await whileStopped(maker.pid, () => {
      const current = join(dir.path, value);
      if (existsSync(current)) cpSync(current, copy, { recursive: true });
    });
    if (existsSync(copy)) found[expectNothingOrStore(copy)] += 1;
  }
  await maker.kill();
  const last = join(dir.path, (await maker.rest()).at(-1) ?? "0");
  if (existsSync(last)) expectNothingOrStore(last);
  if (CAN_STOP) expect(found.nothing + found.store).toBeGreaterThan(0);
});

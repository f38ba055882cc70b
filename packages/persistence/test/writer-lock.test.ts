import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { acquireWriterLock, openRunStore } from "../src/index.ts";
import { refusal } from "./fixtures/errors.ts";
import { life } from "./fixtures/life.ts";
import { type Program, startProgram } from "./fixtures/program.ts";
import { tempDir } from "./fixtures/temp-dir.ts";

const HOLDER = new URL("./fixtures/programs/hold-lock.ts", import.meta.url);

async function holder(dir: string, how = ""): Promise<Program & { readonly said: string }> {
  const program = startProgram(HOLDER, dir, how);
  const { value } = await program.lines.next();
  expect(value).toMatch(/^holding/);
  return { ...program, said: value };
}

test("a second process is refused at once, and told who holds it", async () => {
  using dir = tempDir();
  await using other = await holder(dir.path);
  const begun = performance.now();
  const error = await refusal("STORE_LOCKED", () => acquireWriterLock({ dir: dir.path }));
  expect(performance.now() - begun, "it does not wait").toBeLessThan(2_000);
  expect(error.message).toContain(dir.path);
  if (process.platform === "linux") expect(error.message).toContain(`another process (${other.pid})`);
  expect(error.hint).toContain("stop it");
});

test("a second taker in the same process is refused too, and the first keeps it", async () => {
  using dir = tempDir();
  await using lock = await acquireWriterLock({ dir: dir.path });
  for (const _ of [1, 2]) {
    const error = await refusal("STORE_LOCKED", () => acquireWriterLock({ dir: dir.path }));
    if (process.platform === "linux") expect(error.message).toContain(`this process (${process.pid})`);
  }
  await lock.release();
});

test("it is free at once when its holder is killed", async () => {
  using dir = tempDir();
  const other = await holder(dir.path);
  await other.kill();
  await using lock = await acquireWriterLock({ dir: dir.path });
  expect(lock).toBeDefined();
});

test("an orphan of its holder keeps nothing of it", async () => {
  using dir = tempDir();
  const other = await holder(dir.path, "orphan");
  const orphan = Number(other.said.split(" ")[1]);
  try {
    await other.kill();
    expect(process.kill(orphan, 0), "the orphan lives").toBe(true);
    await (await acquireWriterLock({ dir: dir.path })).release();
  } finally {
    process.kill(orphan, "SIGKILL");
  }
});

test("released, it can be taken again; releasing twice is harmless", async () => {
  using dir = tempDir();
  const first = await acquireWriterLock({ dir: dir.path });
  await first.release();
  const second = await acquireWriterLock({ dir: dir.path });
  await first.release();
  await refusal("STORE_LOCKED", () => acquireWriterLock({ dir: dir.path }));
  await second.release();
  await (await acquireWriterLock({ dir: dir.path })).release();
});

test("it is released where it goes out of scope", async () => {
  using dir = tempDir();
  {
    await using lock = await acquireWriterLock({ dir: dir.path });
    expect(lock).toBeDefined();
  }
  await (await acquireWriterLock({ dir: dir.path })).release();
});

test("looking at its file and using the store beside it do not drop it", async () => {
  using dir = tempDir();
  await using other = await holder(dir.path, "look");
  expect(other.pid).toBeGreaterThan(0);
  await refusal("STORE_LOCKED", () => acquireWriterLock({ dir: dir.path }));
});

test("a holder that forgets it holds it until it ends", async () => {
  using dir = tempDir();
  await using other = await holder(dir.path, "forget");
  expect(other.pid).toBeGreaterThan(0);
  await refusal("STORE_LOCKED", () => acquireWriterLock({ dir: dir.path }));
});

test("readers work while it is held", async () => {
  using dir = tempDir();
  await using lock = await acquireWriterLock({ dir: dir.path });
  expect(lock).toBeDefined();
  const writer = await openRunStore({ dir: dir.path, mode: "write" });
  await life()[0]?.(writer);
  const reader = await openRunStore({ dir: dir.path, mode: "read" });
  expect(await reader.runs()).toHaveLength(8);
  await reader.close();
  await writer.close();
});

test("its directory is made where there is none", async () => {
  using dir = tempDir();
  await (await acquireWriterLock({ dir: join(dir.path, "a/b") })).release();
});

test("two directories are two locks", async () => {
  using dir = tempDir();
  await using one = await acquireWriterLock({ dir: join(dir.path, "a") });
  await using other = await acquireWriterLock({ dir: join(dir.path, "b") });
  expect(one).not.toBe(other);
});

test("where it can't be taken, the error names the file and is no other process's fault", async () => {
  using dir = tempDir();
  writeFileSync(join(dir.path, "file"), "");
  await refusal("STORE_IO", () => acquireWriterLock({ dir: join(dir.path, "file") }));
  const lock = join(dir.path, "lock.db");
  mkdirSync(lock);
  expect((await refusal("STORE_IO", () => acquireWriterLock({ dir: dir.path }))).message).toContain(lock);
  rmSync(lock, { recursive: true });
});

test("a place where nothing can be made is an error, and no endless attempt", async () => {
  await refusal("STORE_IO", () => acquireWriterLock({ dir: "/proc/no-such-place/experiment" }));
});

import { readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { memoryArtifactStore, memoryRunStore } from "@scylla/contracts/testing";
import { acquireWriterLock } from "@scylla/persistence";
import { expect, test } from "vitest";
import { openSession } from "../src/open-session.ts";
import { expectError } from "./fixtures/expect-error.ts";
import { tempDir } from "./fixtures/place.ts";

test("what was opened is closed with the session, and the lock is free when the store is", async () => {
  const dir = join(await tempDir("scylla-compose-"), "a/b");
  const session = await openSession({ dir });
  await expectError(acquireWriterLock({ dir }), "STORE_LOCKED");
  await session[Symbol.asyncDispose]();
  await expect(session.store.runs()).rejects.toThrow();
  await (await acquireWriterLock({ dir })).release();
});

test("a store that can't be opened gives the lock back", async () => {
  const dir = await tempDir("scylla-compose-");
  await writeFile(join(dir, "store.db"), "no database");
  await expectError(openSession({ dir }), "STORE_DAMAGED");
  await (await acquireWriterLock({ dir })).release();
});

test("with both given, the directory is not even made", async () => {
  const root = await tempDir("scylla-compose-");
  const [store, artifacts] = [memoryRunStore(), memoryArtifactStore()];
  const session = await openSession({ dir: join(root, "out"), store, artifacts });
  expect([session.store, session.artifacts]).toEqual([store, artifacts]);
  await session[Symbol.asyncDispose]();
  expect(await store.runs()).toEqual([]);
  expect(await readdir(root)).toEqual([]);
});

import { statSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { copyLock } from "../src/copy-lock.ts";
import { expectError } from "./fixtures/expect-error.ts";
import { tempDir } from "./fixtures/place.ts";

test("one copy of an experiment at a time, and any number of experiments", async () => {
  const root = join(await tempDir("scylla-work-"), "work");
  const [original, copy, other] = ["a", "b", "c"].map((dir) => copyLock({ root, dir }));
  await original?.take("one");
  await original?.take("one");
  await other?.take("two");
  const refusal = await expectError(copy?.take("one") ?? Promise.resolve(), "STORE_LOCKED");
  expect(refusal.message).toBe("another process is running a copy of the experiment in b");
  await original?.release();
  await copy?.take("one");
  expect(statSync(root).mode & 0o077).toBe(0);
  for (const lock of [copy, other]) await lock?.release();
});

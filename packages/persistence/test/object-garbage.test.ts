import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { objectGarbage, openArtifactStore } from "../src/index.ts";
import { archivedLife } from "./fixtures/archived.ts";
import { refusal } from "./fixtures/errors.ts";
import { quickDir } from "./fixtures/temp-dir.ts";

test("objects that the store names are none; those that nothing names, and halves of objects, are", async () => {
  using dir = quickDir();
  await archivedLife(dir.path);
  expect(objectGarbage({ dir: dir.path })).toEqual([]);
  const { digest } = await openArtifactStore({ dir: dir.path }).put(Buffer.from("of an attempt that was killed"));
  const orphan = join(dir.path, "objects", digest.slice(0, 2), digest.slice(2));
  const halves = [join(dir.path, "objects", "copy-1-aa.new"), `${orphan}.new`];
  for (const half of halves) {
    mkdirSync(dirname(half), { recursive: true });
    writeFileSync(half, "12345");
  }
  const found = objectGarbage({ dir: dir.path });
  expect(found.map(({ path }) => path)).toEqual([orphan, ...halves].sort());
  expect(found.find(({ path }) => path === orphan)?.bytes).toBe(29);
});

test("without a store nothing is garbage, whatever lies there", async () => {
  using dir = quickDir();
  mkdirSync(join(dir.path, "objects", "aa"), { recursive: true });
  await refusal("STORE_DAMAGED", () => objectGarbage({ dir: dir.path }));
  expect(readdirSync(dir.path)).toEqual(["objects"]);
});

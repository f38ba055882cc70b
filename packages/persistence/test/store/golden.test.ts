import { cpSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { sha256 } from "@scylla/contracts";
import { describe, expect, test } from "vitest";
import { openArtifactStore, openRunStore } from "../../src/index.ts";
import { MIGRATIONS } from "../../src/sqlite/migrations.ts";
import { everything } from "../fixtures/everything.ts";
import { GOLDEN_OBJECT, makeGolden } from "../fixtures/make-golden.ts";
import { quickDir } from "../fixtures/temp-dir.ts";

const GOLDEN = fileURLToPath(new URL("../fixtures/golden", import.meta.url));

function contentOf(dir: string) {
  const { id, ...content } = JSON.parse(readFileSync(join(dir, "content.json"), "utf8"));
  return { id, content };
}

test("there is a golden store of every format", () => {
  expect(readdirSync(GOLDEN).sort()).toEqual(MIGRATIONS.map((step) => `format-${step.version}`).sort());
});

test("the newest is what this release makes", async () => {
  using dir = quickDir();
  await makeGolden(dir.path);
  const newest = join(GOLDEN, `format-${MIGRATIONS.at(-1)?.version}`);
  expect(contentOf(dir.path).content).toEqual(contentOf(newest).content);
});

describe("a store that a release wrote is read by this one, with all that is in it", () => {
  test.each(readdirSync(GOLDEN))("%s", async (format) => {
    using dir = quickDir();
    cpSync(join(GOLDEN, format), dir.path, { recursive: true });
    const { id, content } = contentOf(dir.path);
    const store = await openRunStore({ dir: dir.path, mode: "write" });
    expect(await everything(store)).toEqual(content);
    expect((await store.experiment())?.id).toBe(id);
    await store.close();
    const reader = await openRunStore({ dir: dir.path, mode: "read" });
    expect(await everything(reader)).toEqual(content);
    await reader.close();
    const stored = await openArtifactStore({ dir: dir.path }).get(sha256(GOLDEN_OBJECT));
    expect(Buffer.from(stored).toString()).toBe(GOLDEN_OBJECT);
  });
});

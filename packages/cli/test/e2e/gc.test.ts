import { existsSync } from "node:fs";
import { mkdir, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { answer, type Place, place, until } from "../fixtures/scylla.ts";

let here: Place;
let work: string;
beforeAll(async () => {
  here = await place();
  work = join(here.root, "work");
  await here.write({ agent: "gate", repeats: 1 });
});
afterAll(() => here[Symbol.asyncDispose]());

const gc = (...args: readonly string[]) => here.scylla(["gc", ...args, "--json"], { env: { SCYLLA_WORK_DIR: work } });

interface Item {
  readonly kind: string;
  readonly path: string;
  readonly bytes: number;
  readonly removed: boolean;
}

async function itemsOf(...args: readonly string[]): Promise<readonly Item[]> {
  return (answer(await gc(...args)) as { readonly items: readonly Item[] }).items;
}

test("a live run keeps everything; a finished one keeps all that its store names", async () => {
  const env = { SCYLLA_WORK_DIR: work };
  const dir = join(here.root, ".scylla", "small");
  const running = here.start(["run", "experiment.yaml"], { env });
  await until(async () => (await here.lines("started")).length > 0);
  const refused = await gc("--apply");
  expect([refused.code, answer(refused)]).toMatchObject([2, { error: { code: "STORE_LOCKED" } }]);
  await writeFile(join(here.root, "open"), "");
  expect(await running.ended).toMatchObject({ code: 0 });

  const orphan = join(dir, "objects", "ff", "0".repeat(62));
  const half = join(dir, "objects", "copy-1-aa.new");
  const making = join(work, "templates", ".making-999999999-aa-template");
  const old = join(here.root, ".scylla", "small.old-1");
  for (const path of [join(orphan, ".."), making, old]) await mkdir(path, { recursive: true });
  for (const path of [orphan, half, join(making, "file"), join(old, "notes")]) await writeFile(path, "12345");

  const report = (await here.scylla(["report", "--json"])).stdout;
  const dry = await itemsOf();
  expect(dry.map(({ kind }) => kind).sort()).toEqual(
    expect.arrayContaining(["abandoned", "object", "object", "old", "template"]),
  );
  expect(dry.filter(({ removed }) => removed)).toEqual([]);
  expect(dry.find(({ kind }) => kind === "old")).toMatchObject({ bytes: 5 });
  for (const path of [orphan, half, making, old]) expect(existsSync(path)).toBe(true);

  const told = await here.scylla(["gc"], { env });
  expect(told.stderr).toMatch(/^ {6}10 B {2}stored objects that nothing names: 2$/m);
  expect(told.stderr).toContain("Nothing was removed.");

  const applied = await itemsOf("--apply");
  expect(applied.filter(({ removed }) => !removed).map(({ kind }) => kind)).toEqual(["old"]);
  for (const path of [orphan, half, making]) expect(existsSync(path)).toBe(false);
  expect(await readdir(join(work, "templates"))).toEqual([]);
  expect(await itemsOf("--apply", "--old")).toMatchObject([{ kind: "old", removed: true }]);
  expect(existsSync(old)).toBe(false);
  expect(await itemsOf()).toEqual([]);

  // Nothing of the experiment is missed: it is reported, exported and grown as before.
  expect((await here.scylla(["report", "--json"])).stdout).toBe(report);
  expect(await here.scylla(["export"])).toMatchObject({ code: 0 });
  expect(await here.scylla(["run", "experiment.yaml", "--repeats", "2"], { env })).toMatchObject({ code: 0 });
});

test("what is not finished keeps its workspaces and templates", async () => {
  await here.scylla(["run", "experiment.yaml", "--repeats", "3", "--until", "workspace"], {
    env: { SCYLLA_WORK_DIR: work },
  });
  const kept = await readdir(join(work, "templates"));
  expect(await itemsOf("--apply")).toEqual([]);
  expect(await readdir(join(work, "templates"))).toEqual(kept);
  expect(kept).toHaveLength(1);
});

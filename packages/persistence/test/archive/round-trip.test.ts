import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import {
  acquireWriterLock,
  exportExperiment,
  importExperiment,
  openArtifactStore,
  openRunStore,
} from "../../src/index.ts";
import { archivedLife, fileIn } from "../fixtures/archived.ts";
import { refusal } from "../fixtures/errors.ts";
import { everything } from "../fixtures/everything.ts";
import { quickDir } from "../fixtures/temp-dir.ts";

async function shown(dir: string) {
  const store = await openRunStore({ dir, mode: "read" });
  const content = { id: (await store.experiment())?.id, ...(await everything(store)) };
  await store.close();
  return content;
}

test("an imported experiment is the exported one, its id and objects included, and exports to the same bytes", async () => {
  using root = quickDir();
  const there = join(root.path, "there");
  await archivedLife(there);
  const exported = await exportExperiment({ dir: there, file: fileIn(root.path) });
  const { bytes } = exported;
  expect(exported).toMatchObject({
    file: join(root.path, "example.tar.gz"),
    runs: 10,
    objects: 8,
    bytes: statSync(exported.file).size,
  });
  expect(bytes).toBeLessThan(20_000);

  const dir = join(root.path, "a", "b", "here");
  const imported = await importExperiment({ file: exported.file, dir: () => dir });
  const { id } = await shown(there);
  expect(imported).toEqual({ dir, experiment: { id, name: "example" }, runs: 10, objects: 8 });
  expect(await shown(dir)).toEqual(await shown(there));
  expect(readdirSync(join(root.path, "a", "b"))).toEqual(["here"]);
  const { artifacts = [] } = (await (await openRunStore({ dir, mode: "read" })).history(1)) ?? {};
  expect(artifacts).toHaveLength(3);
  for (const { digest } of artifacts) await openArtifactStore({ dir }).get(digest);

  const again = await exportExperiment({ dir, file: fileIn(dir) });
  expect(readFileSync(again.file)).toEqual(readFileSync(exported.file));
});

test("while it is written, what is committed is exported, and the writer goes on", async () => {
  using root = quickDir();
  const there = join(root.path, "there");
  await archivedLife(there, 20);
  await using _lock = await acquireWriterLock({ dir: there });
  const writer = await openRunStore({ dir: there, mode: "write" });
  const before = await shown(there);
  const exporting = exportExperiment({ dir: there, file: fileIn(root.path) });
  await writer.park({ key: "later", untilMs: 1 });
  await writer.close();
  const { file } = await exporting;
  const { dir } = await importExperiment({ file, dir: () => join(root.path, "here") });
  expect(await shown(dir)).toEqual(before);
  // What was imported can be gone on with.
  const store = await openRunStore({ dir, mode: "write" });
  await store.park({ key: "later", untilMs: 1 });
  expect(await everything(store)).toEqual({ ...(await everything(await openRunStore({ dir: there, mode: "read" }))) });
  await store.close();
});

test("nothing is written over what is there, and nothing is exported that is not whole", async () => {
  using root = quickDir();
  const there = join(root.path, "there");
  await archivedLife(there);
  const { file } = await exportExperiment({ dir: there, file: fileIn(root.path) });
  expect((await refusal("USAGE", () => exportExperiment({ dir: there, file: () => file }))).hint).toContain("--out");
  const taken = join(root.path, "taken");
  mkdirSync(taken);
  await refusal("USAGE", () => importExperiment({ file, dir: () => taken }));
  await refusal("FILE_MISSING", () => importExperiment({ file: `${file}.no`, dir: () => join(root.path, "new") }));
  await refusal("FILE_MISSING", () => importExperiment({ file: taken, dir: () => join(root.path, "new") }));
  await refusal("STORE_MISSING", () => exportExperiment({ dir: taken, file: fileIn(root.path) }));

  const [first = ""] = readdirSync(join(there, "objects"));
  const [rest = ""] = readdirSync(join(there, "objects", first));
  const object = join(there, "objects", first, rest);
  const content = readFileSync(object);
  writeFileSync(object, "no");
  await refusal("OBJECT_DAMAGED", () => exportExperiment({ dir: there, file: () => join(root.path, "damaged") }));
  writeFileSync(object, content);
  expect(readdirSync(root.path).sort()).toEqual(["example.tar.gz", "taken", "there"]);
});

test("what looks at it may refuse it before it has its name", async () => {
  using root = quickDir();
  await archivedLife(join(root.path, "there"));
  const { file } = await exportExperiment({ dir: join(root.path, "there"), file: fileIn(root.path) });
  const examine = async (dir: string): Promise<never> => {
    throw new TypeError(`${(await shown(dir)).runs.length} runs, and a title that is none`);
  };
  const error = await refusal("ARCHIVE_INVALID", () =>
    importExperiment({ file, dir: () => join(root.path, "here"), examine }),
  );
  expect(error.message).toBe("the archive is not whole: 10 runs, and a title that is none");
  expect(readdirSync(root.path).sort()).toEqual(["example.tar.gz", "there"]);
});

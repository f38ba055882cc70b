import { existsSync } from "node:fs";
import { mkdir, mkdtemp, realpath, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isScyllaError } from "@scylla/contracts";
import { afterEach, beforeEach, expect, test } from "vitest";
import { directoryFor, findExperiment, moveAside, refuseForeign } from "../src/experiment-dir.ts";
import { nearPath } from "../src/own-command.ts";

let root: string;
beforeEach(async () => {
  root = await realpath(await mkdtemp(join(tmpdir(), "scylla-cli-")));
});
afterEach(() => rm(root, { recursive: true, force: true }));

/** Something that looks like an experiment directory, last written at `second`. */
async function experimentAt(path: string, second: number): Promise<string> {
  const dir = join(root, path);
  await mkdir(dir, { recursive: true });
  await writeFile(join(dir, "store.db"), "");
  await utimes(join(dir, "store.db"), second, second);
  return dir;
}

test("an experiment's directory is beside its file, or where --out says", () => {
  const experiment = { file: "/somewhere/experiment.yaml", name: "quick" };
  expect(directoryFor(experiment)).toBe("/somewhere/.scylla/quick");
  expect(directoryFor(experiment, "out")).toBe(join(process.cwd(), "out"));
});

test("the one that is named, the latest under its .scylla, the latest in it; those moved aside only by name", async () => {
  const older = await experimentAt(".scylla/older", 1000);
  const newer = await experimentAt(".scylla/newer", 2000);
  const aside = await experimentAt(".scylla/newer.old-1", 3000);
  expect(findExperiment(root)).toBe(newer);
  expect(findExperiment(join(root, ".scylla"))).toBe(newer);
  expect(findExperiment(older)).toBe(older);
  expect(findExperiment(aside)).toBe(aside);
});

test("what was written last decides, the write-ahead log too", async () => {
  const older = await experimentAt(".scylla/older", 1000);
  const newer = await experimentAt(".scylla/newer", 2000);
  // A reader leaves an empty one.
  await writeFile(join(older, "store.db-wal"), "");
  expect(findExperiment(root)).toBe(newer);
  await writeFile(join(older, "store.db-wal"), "a log");
  expect(findExperiment(root)).toBe(older);
});

test.each(["", "nowhere", "file"])("no experiment is an error that says what to do: %j", async (name) => {
  await writeFile(join(root, "file"), "");
  expect(() => findExperiment(join(root, name))).toThrow(/^there is no experiment in /);
});

/** Near the directory that the tests are started in, paths are told from there. */
function inRoot(text: string): string {
  return text.replaceAll(nearPath(root), "ROOT").replaceAll(root, "ROOT");
}

function hintFor(name: string): string | undefined {
  try {
    findExperiment(join(root, name));
  } catch (error) {
    if (isScyllaError(error, "STORE_MISSING")) return inRoot(error.hint ?? "");
    throw error;
  }
  return undefined;
}

test("a mistyped directory is answered with the nearest experiment, and with how to see all", async () => {
  await experimentAt(".scylla/first", 1000);
  await experimentAt(".scylla/second", 2000);
  await experimentAt("elsewhere/out", 2000);
  await mkdir(join(root, ".scylla/fist"));
  const all = "`scylla list` shows those around here.";
  for (const name of [".scylla/frist", ".scylla/fist", "first", ".scyla/first", "x/y/.scylla/frist"])
    expect(hintFor(name), name).toBe(`Did you mean ROOT/.scylla/first? ${all}`);
  expect(hintFor("elsewhere/ot")).toBe(`Did you mean ROOT/elsewhere/out? ${all}`);
  expect(hintFor(".scylla/quite-another")).toMatch(/^Name its directory \(`scylla list` shows /);
});

test("the file of an experiment is answered with the directory that its runs are in", async () => {
  await experimentAt(".scylla/first", 1000);
  await writeFile(join(root, "experiment.yaml"), "");
  expect(hintFor("experiment.yaml")).toMatch(/^Did you mean ROOT\/\.scylla\/first\? /);
});

function refusal(dir: string): string {
  try {
    refuseForeign(dir);
  } catch (error) {
    if (isScyllaError(error, "USAGE")) return inRoot(error.message);
    throw error;
  }
  return "";
}

test("a directory that is used for something else is refused; what a killed runner left is not", async () => {
  await mkdir(join(root, "theirs"));
  await writeFile(join(root, "theirs", "notes.txt"), "");
  await mkdir(join(root, "ours", "objects"), { recursive: true });
  await writeFile(join(root, "ours", "lock.db"), "");
  await writeFile(join(root, "ours", "store.db.new"), "");
  expect(refusal(join(root, "theirs"))).toBe(
    "no experiment can be made in ROOT/theirs: it holds other things, such as notes.txt",
  );
  for (const name of ["ours", "absent", "absent/deep"]) expect(refusal(join(root, name))).toBe("");
});

test("so is what is no directory, and what would stand in a file", async () => {
  await writeFile(join(root, "file"), "");
  expect(refusal(join(root, "file"))).toBe("no experiment can be made in ROOT/file: it is not a directory");
  expect(refusal(join(root, "file", "x", "y"))).toBe(
    "no experiment can be made in ROOT/file/x/y: ROOT/file is not a directory",
  );
});

test("starting over moves the old directory to a name that is free", async () => {
  const dir = await experimentAt("exp", 1000);
  expect(await moveAside(dir)).toBe(`${dir}.old-1`);
  await experimentAt("exp", 1000);
  expect(await moveAside(dir)).toBe(`${dir}.old-2`);
  expect(existsSync(dir)).toBe(false);
  expect(await moveAside(dir)).toBeNull();
});

test("what is not ours is not moved", async () => {
  await writeFile(join(root, "file"), "");
  await expect(moveAside(join(root, "file"))).rejects.toMatchObject({ code: "USAGE" });
});

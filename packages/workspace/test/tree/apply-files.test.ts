import { existsSync, mkdirSync, readdirSync, readFileSync, readlinkSync, statSync } from "node:fs";
import { join } from "node:path";
import type { FileEntry, FileSet } from "@scylla/contracts";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { applyFiles } from "../../src/tree/apply-files.ts";
import { type Laboratory, laboratory, shown } from "../fixtures/laboratory.ts";
import { place, workingModes } from "../fixtures/places.ts";
import { writeFiles } from "../fixtures/repositories.ts";

const file = (path: string, text = "new", executable = false): FileEntry => ({
  path: Buffer.from(path, "latin1"),
  kind: "file",
  executable,
  bytes: Buffer.from(text),
});
const link = (path: string, target: string): FileEntry => ({
  path: Buffer.from(path),
  kind: "symlink",
  target: Buffer.from(target),
});
const deleted = (path: string): FileEntry => ({ path: Buffer.from(path), kind: "deleted" });

test("files, programs, links and deletions", () => {
  const root = place();
  writeFiles(root, { a: "old", b: "old", "d/e": "old" });
  applyFiles(root, [file("a"), deleted("b"), deleted("d/e"), file("n/m/x", "run", true), link("l", "/etc/passwd")]);
  expect(readdirSync(root).sort()).toEqual(["a", "d", "l", "n"]);
  expect(readFileSync(join(root, "a"), "utf8")).toBe("new");
  expect(statSync(join(root, "n/m/x")).mode & 0o111).toBe(0o111);
  expect(readlinkSync(join(root, "l"))).toBe("/etc/passwd");
});

test("nothing is written or deleted through a link", () => {
  const root = place();
  writeFiles(root, { "out/keep": "old", "tree/l": { link: "../out" }, "tree/f": { link: "../out/keep" } });
  const tree = join(root, "tree");
  applyFiles(tree, [deleted("l/keep")]);
  applyFiles(tree, [file("l/keep"), file("f")]);
  expect(readFileSync(join(root, "out/keep"), "utf8")).toBe("old");
  expect([readFileSync(join(tree, "l/keep"), "utf8"), readFileSync(join(tree, "f"), "utf8")]).toEqual(["new", "new"]);
});

test("a set that plants a link and then writes through it gets a directory instead", () => {
  const root = place();
  mkdirSync(join(root, "tree"));
  applyFiles(join(root, "tree"), [link("x", ".."), file("x/escaped")]);
  expect(existsSync(join(root, "escaped"))).toBe(false);
});

test("a file makes room for a directory, and the other way round", () => {
  const root = place();
  writeFiles(root, { a: "file", "b/c/d": "deep" });
  applyFiles(root, [deleted("a"), file("a/x"), file("b")]);
  expect(readFileSync(join(root, "a/x"), "utf8")).toBe("new");
  expect(readFileSync(join(root, "b"), "utf8")).toBe("new");
});

test("one bad path, and nothing is written", () => {
  const root = place();
  for (const path of ["../x", "a/../../x", "/x", ".git", "a/.GiT/x", "a/./b", "a/", "", "a\0"])
    expect(() => applyFiles(root, [file("good"), file(path)])).toThrow(
      expect.objectContaining({ code: "PATH_ESCAPE" }),
    );
  expect(readdirSync(root)).toEqual([]);
});

/** Parts of names as an agent may choose them, few enough for paths to meet. */
const part = fc.constantFrom(
  "a",
  "b",
  "src",
  "-x",
  "new\nline",
  'q"\\',
  "\xff",
  ":(x",
  "*",
  "ü",
  " ",
  "git~1",
  "x.log",
);
const path = fc.array(part, { minLength: 1, maxLength: 3 }).map((parts) => parts.join("/"));
const content = fc.oneof(fc.string({ unit: "binary" }), fc.constantFrom("", "\r\n", "a\r\nb\n", "\0"));
const entry: fc.Arbitrary<FileEntry> = fc.oneof(
  fc.tuple(path, content, fc.boolean()).map(([at, text, executable]) => file(at, text, executable)),
  fc.tuple(path, fc.constantFrom("a", "/etc", "..", "loop")).map(([at, target]) => link(at, target)),
);
/** Sets that can stand in one tree: no path is a directory of another. */
const entries = fc.array(entry, { maxLength: 8 }).map((all): FileSet => {
  const taken = new Map<string, FileEntry>();
  for (const one of all) {
    const key = Buffer.from(one.path).toString("latin1");
    const clash = [...taken.keys()].some((other) => `${other}/`.startsWith(`${key}/`) || key.startsWith(`${other}/`));
    if (!clash) taken.set(key, one);
  }
  return [...taken.values()].sort((a, b) => Buffer.compare(a.path, b.path));
});

describe.each(await workingModes())("%s", (mode) => {
  const FILES = { a: "a\n", "b/a": "b\n", "src/b/a": "c\n", "x.log": { link: "a" } };
  let lab: Laboratory;
  beforeAll(async () => {
    lab = await laboratory({ mode, files: FILES });
  });
  afterAll(() => lab[Symbol.asyncDispose]());

  test("captured changes, applied elsewhere, are captured again as the same", { timeout: 120_000 }, async () => {
    const seen = async (changes: FileSet) => {
      const workspace = await lab.create();
      applyFiles(workspace.root, changes);
      const capture = await lab.capture(workspace);
      await lab.provider.dispose(workspace.id);
      return capture;
    };
    await fc.assert(
      fc.asyncProperty(entries, fc.subarray(Object.keys(FILES)), async (written, gone) => {
        const first = await seen([...gone.map(deleted), ...written]);
        const again = await seen(first.changes ?? []);
        expect(shown(again.changes)).toEqual(shown(first.changes));
        expect(again).toEqual(first);
        // What was written is there, unless it is what the template has.
        for (const one of written) {
          const key = Buffer.from(one.path).toString("latin1");
          if (!(key in FILES)) expect(shown(first.changes)).toMatchObject(shown([one]));
        }
      }),
      { numRuns: 30 },
    );
  });
});

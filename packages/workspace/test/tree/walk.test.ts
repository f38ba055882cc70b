import { chmodSync, chownSync, mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { entriesOf, isGitName, joinBytes, pathFromKey, pathKey, walkFiles } from "../../src/tree/walk.ts";
import { asOrdinaryUser } from "../fixtures/ordinary-user.ts";
import { place } from "../fixtures/places.ts";
import { writeFiles } from "../fixtures/repositories.ts";

const walked = (root: string, below = ""): string[] =>
  [...walkFiles(Buffer.from(root), Buffer.from(below))].map(pathKey).sort();

test("every file and link, none of git's own, through no link", () => {
  const root = place();
  writeFiles(root, { a: "", "d/e/f": "", "d/.git/config": "", ".GIT/x": "", ".gitignore": "", l: { link: "d" } });
  symlinkSync("/", join(root, "d/out"));
  mkdirSync(join(root, "empty"));
  expect(walked(root)).toEqual([".gitignore", "a", "d/e/f", "d/out", "l"]);
  expect(walked(root, "d")).toEqual(["d/e/f", "d/out"]);
  expect(walked(root, "a")).toEqual([]);
  expect(walked(root, "none")).toEqual([]);
});

test("a directory that its owner made unreadable is opened: unread must not look like empty", async () => {
  const root = place();
  writeFiles(root, { "d/e/f": "" });
  for (const path of ["d/e", "d", ""]) {
    if (process.getuid?.() === 0) chownSync(join(root, path), 65534, 65534);
    chmodSync(join(root, path), 0);
  }
  await asOrdinaryUser(() => expect(walked(root)).toEqual(["d/e/f"]));
});

test("what can't be read at all throws", async () => {
  const root = place();
  mkdirSync(join(root, "d"), { mode: 0o700 });
  chmodSync(root, 0o755);
  if (process.getuid?.() === 0) await expect(asOrdinaryUser(() => walked(root))).rejects.toThrow(/EPERM/);
});

test("a directory whose path is too long is told apart from one that is not there", () => {
  expect(entriesOf(Buffer.from("/no/such/directory"))).toEqual([]);
  expect(entriesOf(Buffer.from(`/${"x".repeat(200)}`.repeat(30)))).toBeNull();
});

test("paths are bytes", () => {
  const path = Buffer.from([0xff, 0x2f, 0x0a]);
  expect(pathFromKey(pathKey(path))).toEqual(path);
  expect(joinBytes(Buffer.from("a"), path)).toEqual(Buffer.concat([Buffer.from("a/"), path]));
  expect([joinBytes(Buffer.alloc(0), path), joinBytes(path, Buffer.alloc(0))]).toEqual([path, path]);
  expect([".git", ".GIT", ".gitt", "git", ".gi"].map(isGitName)).toEqual([true, true, false, false, false]);
});

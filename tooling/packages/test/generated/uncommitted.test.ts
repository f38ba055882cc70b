import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { uncommittedGenerated } from "../../src/generated/uncommitted.ts";

let root = "";
const git = (...args: string[]): unknown =>
  execFileSync("git", ["-c", "user.name=a", "-c", "user.email=a@localhost", ...args], { cwd: root, stdio: "pipe" });

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "scylla-generated-"));
  git("init", "-q");
  writeFileSync(join(root, ".gitattributes"), "*.api.md linguist-generated\n");
  for (const name of ["a.api.md", "b.api.md", "notes.md"]) writeFileSync(join(root, name), "first\n");
  git("add", ".");
  git("commit", "-q", "-m", "first");
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

test("generated files as they were committed are no finding", () => {
  expect(uncommittedGenerated(root)).toEqual([]);
});

test("one that changed, one that is gone and one that is new are found; what a person wrote is not", () => {
  writeFileSync(join(root, "a.api.md"), "second\n");
  rmSync(join(root, "b.api.md"));
  writeFileSync(join(root, "ü c.api.md"), "new\n");
  writeFileSync(join(root, "notes.md"), "second\n");
  writeFileSync(join(root, "more.md"), "new\n");
  expect(uncommittedGenerated(root)).toEqual(["a.api.md", "b.api.md", "ü c.api.md"]);
});

test("a change that is staged is on its way into a commit", () => {
  writeFileSync(join(root, "a.api.md"), "second\n");
  git("add", ".");
  expect(uncommittedGenerated(root)).toEqual([]);
});

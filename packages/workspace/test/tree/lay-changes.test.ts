import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { FileSet } from "@scylla/contracts";
import { expect, test } from "vitest";
import { layChanges } from "../../src/tree/lay-changes.ts";
import { place } from "../fixtures/places.ts";
import { type Files, writeFiles } from "../fixtures/repositories.ts";

const FILES: Files = { "test/a": "1", "test/deep/.b": "2", "src/x": "3", l: { link: "src" } };

function lay(changes: FileSet, protect: readonly string[]) {
  const root = place();
  for (const name of ["tree", "template"]) writeFiles(join(root, name), FILES);
  layChanges(join(root, "tree"), join(root, "template"), changes, protect);
  return (path: string): string | null =>
    existsSync(join(root, "tree", path)) ? readFileSync(join(root, "tree", path), "utf8") : null;
}

const link = (path: string) => ({ path: Buffer.from(path), kind: "symlink", target: Buffer.from("/etc") }) as const;
const file = (path: string) =>
  ({ path: Buffer.from(path), kind: "file", executable: false, bytes: Buffer.from("agent's") }) as const;
const deleted = (path: string) => ({ path: Buffer.from(path), kind: "deleted" }) as const;

test("changes of protected paths are left out, new files among them too", () => {
  const read = lay([file("test/a"), file("test/new"), deleted("test/deep/.b"), file("src/x")], ["test/**"]);
  expect(["test/a", "test/new", "test/deep/.b", "src/x"].map(read)).toEqual(["1", null, "2", "agent's"]);
});

test("a link or file in the place of a directory does not take along what is protected in it", () => {
  for (const change of [link("test"), file("test"), deleted("test")]) {
    const read = lay([change], ["test/**/.b", "nothing"]);
    expect([read("test/deep/.b"), read("test/a")]).toEqual(["2", null]);
  }
});

test("without protected paths all changes are laid", () => {
  const read = lay([file("l/x"), deleted("l"), deleted("test/a")], []);
  expect([read("l/x"), read("test/a"), read("src/x")]).toEqual(["agent's", null, "3"]);
});

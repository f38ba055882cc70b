import { join } from "node:path";
import type { FileEntry } from "@scylla/contracts";
import { expect, test } from "vitest";
import { diffTrees } from "../../src/git/diff-trees.ts";
import { git } from "../../src/git/git-command.ts";
import { EMPTY_TREE, writeTree } from "../../src/git/write-tree.ts";
import { place } from "../fixtures/places.ts";
import { gitIn } from "../fixtures/repositories.ts";

async function bare(): Promise<string> {
  const gitDir = join(place(), "git");
  await git({ args: ["init", "--quiet", "--bare", "--template=", gitDir] });
  return gitDir;
}

const file = (path: string, text: string, executable = false): FileEntry => ({
  path: Buffer.from(path, "latin1"),
  kind: "file",
  executable,
  bytes: Buffer.from(text, "latin1"),
});
const deleted = (path: string): FileEntry => ({ path: Buffer.from(path), kind: "deleted" });

test("bytes, modes and names are as they are given, with nothing converted", async () => {
  const gitDir = await bare();
  const tree = await writeTree(gitDir, null, [
    file(".gitattributes", "* text eol=lf filter=x"),
    file("crlf", "a\r\nb\r\n\0\xff"),
    file('d/"q"\n\\\xff', ""),
    file("run", "", true),
    { path: Buffer.from("l"), kind: "symlink", target: Buffer.from("../out") },
  ]);
  expect(gitIn(gitDir, "cat-file", "-s", `${tree}:crlf`)).toBe("8");
  expect(
    gitIn(gitDir, "ls-tree", "-r", tree)
      .split("\n")
      .map((line) => line.replace(/ .*\t/, " ")),
  ).toEqual(["100644 .gitattributes", "100644 crlf", '100644 "d/\\"q\\"\\n\\\\\\377"', "120000 l", "100755 run"]);
});

test("changes are applied to a base; deleting what is not there is nothing", async () => {
  const gitDir = await bare();
  const base = await writeTree(gitDir, null, [file("a", "1"), file("b", "1"), file("d/x", "1")]);
  const tree = await writeTree(gitDir, base, [
    file("a", "2"),
    deleted("b"),
    deleted("no/such"),
    deleted("d/x"),
    file("d", ""),
  ]);
  expect(gitIn(gitDir, "ls-tree", "-r", "--name-only", tree)).toBe("a\nd");
  expect(await writeTree(gitDir, base, [])).toBe(base);
});

test("a tree without files is the empty one, from either side", async () => {
  const gitDir = await bare();
  expect(await writeTree(gitDir, null, [])).toBe(EMPTY_TREE);
  const base = await writeTree(gitDir, null, [file("a", "1")]);
  expect(await writeTree(gitDir, base, [deleted("a")])).toBe(EMPTY_TREE);
  expect(await writeTree(gitDir, EMPTY_TREE, [file("a", "1")])).toBe(base);
});

test("the difference of trees is text, whatever the files are", async () => {
  const gitDir = await bare();
  const from = await writeTree(gitDir, null, [file("bin", "\0\x01"), file("old", "same\n".repeat(9)), file("m", "")]);
  const to = await writeTree(gitDir, null, [
    file("bin", "\0\x02"),
    file("new", "same\n".repeat(9)),
    file("m", "", true),
  ]);
  const { patch, linesAdded, linesDeleted } = await diffTrees(gitDir, from, to);
  const text = (patch ?? Buffer.alloc(0)).toString("latin1");
  // What is binary has no lines to count.
  expect([linesAdded, linesDeleted]).toEqual([0, 0]);
  expect(text).toMatch(/^diff --git a\/bin b\/bin\n/);
  expect(text).toContain("-\0\x01\n");
  expect(text).toContain("old mode 100644\nnew mode 100755\n");
  expect(text).toContain("rename from old\nrename to new\n");
  expect(await diffTrees(gitDir, from, from)).toEqual({ patch: null, linesAdded: 0, linesDeleted: 0 });
});

test("a difference of modes alone is one", async () => {
  const gitDir = await bare();
  const from = await writeTree(gitDir, null, [file("m", "x")]);
  const to = await writeTree(gitDir, null, [file("m", "x", true)]);
  const { patch, ...lines } = await diffTrees(gitDir, from, to);
  expect(lines).toEqual({ linesAdded: 0, linesDeleted: 0 });
  expect(String(patch)).toBe("diff --git a/m b/m\nold mode 100644\nnew mode 100755\n");
});

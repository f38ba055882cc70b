import { execFileSync } from "node:child_process";
import { symlink } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { readTree } from "../../src/files/read-tree.ts";
import { type Tree, writeTree } from "../fixtures/experiments.ts";

const AT = { file: "/task.yaml", line: 1, col: 1 };

async function tree(files: Tree, links: Readonly<Record<string, string>> = {}): Promise<string> {
  const root = await writeTree(files, {});
  for (const [path, target] of Object.entries(links)) await symlink(target, join(root, path));
  return root;
}

test("files of all depths come in order of their paths, without what tools leave there", async () => {
  const root = await tree({ "b/c": "1", "a.md": "2", "b.md": "3", ".git/HEAD": "x", ".DS_Store": "x", ".hidden": "4" });
  const files = await readTree(root, "skills/x", AT, "refuse");
  expect(files.map((file) => file.path)).toEqual([".hidden", "a.md", "b.md", "b/c"]);
});

test("links are refused where they are to be, wherever they lead", async () => {
  const root = await tree({ a: "1" }, { b: "a" });
  await expect(readTree(root, "skills/x", AT, "refuse")).rejects.toMatchObject({
    code: "PATH_ESCAPE",
    message: "skills/x/b is a symbolic link",
    at: AT,
  });
});

test.each(["../x", "/etc/passwd", "d/../../x", "d/../d/../../root/x"])(
  "a link that leads out is refused: %s",
  async (target) => {
    const root = await tree({ "d/a": "1" }, { b: target });
    await expect(readTree(root, "hidden", AT, "inside")).rejects.toMatchObject({ code: "PATH_ESCAPE" });
  },
);

test("links that stay inside are kept as links, also to directories", async () => {
  const root = await tree({ "d/a": "1" }, { b: "d", "d/c": "../d/a" });
  expect(await readTree(root, "hidden", AT, "inside")).toMatchObject([
    { path: "b", target: "d" },
    { path: "d/a" },
    { path: "d/c", target: "../d/a" },
  ]);
});

test("a pipe is refused, not waited for", async () => {
  const root = await tree({ a: "1" });
  execFileSync("sh", ["-c", "mkfifo pipe"], { cwd: root });
  await expect(readTree(root, "hidden", AT, "inside")).rejects.toMatchObject({ code: "CONFIG_INVALID" });
});

test("a name that is not UTF-8 is refused", async () => {
  const root = await tree({ a: "1" });
  execFileSync("sh", ["-c", "touch \"$(printf 'caf\\351')\""], { cwd: root });
  await expect(readTree(root, "hidden", AT, "inside")).rejects.toMatchObject({ code: "CONFIG_ENCODING" });
});

test("a file for a directory, or nothing, is an error", async () => {
  const root = await tree({ a: "1" });
  await expect(readTree(join(root, "a"), "hidden", AT, "inside")).rejects.toMatchObject({ code: "FILE_MISSING" });
  await expect(readTree(join(root, "b"), "hidden", AT, "inside")).rejects.toMatchObject({ code: "FILE_MISSING" });
});

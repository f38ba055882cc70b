import { execFileSync } from "node:child_process";
import { chmodSync, chownSync, existsSync, lstatSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { removeTree } from "../../src/tree/remove-tree.ts";
import { asOrdinaryUser } from "../fixtures/ordinary-user.ts";
import { place } from "../fixtures/places.ts";
import { writeFiles } from "../fixtures/repositories.ts";

test("directories that nobody may enter, also without root's privileges", async () => {
  const root = place();
  const tree = join(root, "tree");
  writeFiles(tree, { "a/b/c": "", "a/l": { link: "/etc" } });
  for (const path of ["a/b/c", "a/b", "a", ""]) {
    if (process.getuid?.() === 0) chownSync(join(tree, path), 65534, 65534);
    chmodSync(join(tree, path), 0);
  }
  if (process.getuid?.() === 0) chownSync(root, 65534, 65534);
  await asOrdinaryUser(() => removeTree(tree));
  expect(readdirSync(root)).toEqual([]);
});

test("a link is removed, not what it leads to", async () => {
  const root = place();
  writeFiles(root, { "keep/x": "", l: { link: "keep" } });
  const mode = lstatSync(join(root, "keep")).mode;
  await removeTree(join(root, "l"));
  expect(readdirSync(root)).toEqual(["keep"]);
  expect([existsSync(join(root, "keep/x")), lstatSync(join(root, "keep")).mode]).toEqual([true, mode]);
});

test("files that were made immutable, where the file system knows such", async () => {
  const tree = join(place(), "tree");
  mkdirSync(join(tree, "d"), { recursive: true });
  writeFileSync(join(tree, "d/f"), "");
  // Where it does not, they are like others.
  execFileSync("sh", ["-c", "chattr +i d/f d 2>/dev/null || true"], { cwd: tree });
  await removeTree(tree);
  expect(existsSync(tree)).toBe(false);
});

test("few entries or many, with names that are not text", async () => {
  for (const count of [3, 400]) {
    const tree = join(place(), "tree");
    mkdirSync(join(tree, "d"), { recursive: true });
    for (let i = 0; i < count; i++) writeFileSync(join(tree, "d", String(i)), "");
    writeFileSync(Buffer.concat([Buffer.from(join(tree, "d/")), Buffer.from([0xff])]), "");
    await removeTree(tree);
    expect(existsSync(tree)).toBe(false);
  }
});

test("nothing there is nothing to do", async () => {
  await removeTree(join(place(), "none"));
});

test("what stays is an error that names it", async () => {
  await expect(removeTree("/proc/self/fd")).rejects.toMatchObject({
    code: "WORKSPACE_FAILED",
    message: expect.stringContaining("/proc/self/fd"),
    hint: expect.stringContaining("by hand"),
  });
});

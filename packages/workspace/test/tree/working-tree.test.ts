import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { mountsWithin, overlayWorks } from "../../src/tree/overlay.ts";
import { makeTree, removeWorkingTree, reopenTree, treePaths } from "../../src/tree/working-tree.ts";
import { place, workingModes } from "../fixtures/places.ts";
import { writeFiles } from "../fixtures/repositories.ts";

describe.each(await workingModes())("%s", (mode) => {
  async function made() {
    const root = place();
    const [template, directory] = [join(root, "template"), join(root, "made")];
    writeFiles(template, { a: "1", run: { program: "" }, l: { link: "a" } });
    return { template, directory, tree: await makeTree(mode, template, directory) };
  }

  test("it is the template's, and writing to it leaves the template alone", async () => {
    const { template, tree } = await made();
    expect(readdirSync(tree).sort()).toEqual(["a", "l", "run"]);
    expect(statSync(join(tree, "a")).mtimeMs).toBe(statSync(join(template, "a")).mtimeMs);
    expect(statSync(join(tree, "run")).mode & 0o111).toBe(0o111);
    writeFileSync(join(tree, "l"), "2");
    expect([readFileSync(join(tree, "a"), "utf8"), readFileSync(join(template, "a"), "utf8")]).toEqual(["2", "1"]);
  });

  test("reopening it changes nothing, however often", async () => {
    const { template, directory, tree } = await made();
    writeFileSync(join(tree, "a"), "2");
    for (let i = 0; i < 2; i++) await reopenTree(template, directory);
    expect(readFileSync(join(tree, "a"), "utf8")).toBe("2");
    expect(mountsWithin(directory)).toEqual(mode === "overlay" ? [tree] : []);
  });

  test("removing it says how many mounts it had, and then none", async () => {
    const { directory } = await made();
    expect(await removeWorkingTree(directory)).toBe(mode === "overlay" ? 1 : 0);
    expect(existsSync(directory)).toBe(false);
    expect(await removeWorkingTree(directory)).toBe(0);
  });

  test("a template that is not there is a failure of the workspace", async () => {
    const root = place();
    await expect(makeTree(mode, join(root, "none"), join(root, "made"))).rejects.toMatchObject({
      code: "WORKSPACE_FAILED",
    });
  });
});

test("where overlays can't be named, they do not work", async () => {
  const root = join(place(), "with,comma");
  mkdirSync(root);
  expect(await overlayWorks(root)).toBe(false);
  expect(readdirSync(root)).toEqual([]);
});

test("a tree has its parts in one directory", () => {
  expect(treePaths("/w")).toEqual({ tree: "/w/tree", upper: "/w/upper", work: "/w/work" });
});

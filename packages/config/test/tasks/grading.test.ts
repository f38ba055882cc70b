import { symlink } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { errorsOf, GOOD, type Tree, writeTree } from "../fixtures/experiments.ts";

const TASK = String(GOOD["tasks/slugify/task.yaml"]);
const HIDDEN: Tree = { "tasks/slugify/task.yaml": TASK.replace("--test]", "--test], hiddenTests: hidden") };

test("hidden tests that are not there, or nothing, are refused", async () => {
  expect(await errorsOf(await writeTree(HIDDEN))).toEqual([
    "FILE_MISSING: hidden does not exist | tasks/slugify/task.yaml:7:55 | Paths are relative to the file that they stand in.",
  ]);
  expect(await errorsOf(await writeTree({ ...HIDDEN, "tasks/slugify/hidden/.DS_Store": "" }))).toEqual([
    "CONFIG_INVALID: hidden is empty | tasks/slugify/task.yaml:7:55 | Put the hidden tests there, or remove `hiddenTests`.",
  ]);
});

test("a link out of the hidden tests is refused", async () => {
  const root = await writeTree({ ...HIDDEN, "tasks/slugify/hidden/a": "" });
  await symlink("../../../experiment.yaml", join(root, "tasks/slugify/hidden/b"));
  expect(await errorsOf(root)).toEqual([
    "PATH_ESCAPE: hidden/b is a symbolic link that leads out of its directory | tasks/slugify/task.yaml:7:55 | Replace it by a copy of the file.",
  ]);
});

test("a rubric must be YAML that says something, and can grade alone", async () => {
  const only = TASK.replace(/checks:[\s\S]*/, "rubric: rubric.yaml\n");
  const withRubric = (text: string): Tree => ({ "tasks/slugify/task.yaml": only, "tasks/slugify/rubric.yaml": text });
  expect(await errorsOf(await writeTree(withRubric("items: [a]\n")))).toEqual([]);
  expect(await errorsOf(await writeTree(withRubric("items: [a\n")))).toEqual([
    expect.stringMatching(/^CONFIG_SYNTAX: .* \| tasks\/slugify\/rubric\.yaml:\d+:\d+ \| /),
  ]);
  expect(await errorsOf(await writeTree(withRubric("")))).toEqual([expect.stringContaining("the file is empty")]);
});

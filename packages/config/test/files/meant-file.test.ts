import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { meantFile } from "../../src/files/meant-file.ts";

let root = "";
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "scylla-meant-"));
  for (const name of ["experiment.yaml", "second.yml", "experiment.txt"]) await writeFile(join(root, name), "");
  await mkdir(join(root, "empty"));
  await mkdir(join(root, "secand.yml"));
});
afterAll(() => rm(root, { recursive: true, force: true }));

test.for([
  ["experment.yaml", "experiment.yaml"],
  ["experiment.yml", "experiment.yaml"],
  ["secnd.yml", "second.yml"],
  ["", "experiment.yaml"],
  ["empty", null],
  ["nothing/like-it.yaml", null],
] as const)("%j: %j is meant", async ([written, meant]) => {
  expect(await meantFile(join(root, written))).toBe(meant === null ? null : join(root, meant));
});

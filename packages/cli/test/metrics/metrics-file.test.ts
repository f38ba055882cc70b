import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { claimMetricsFile } from "../../src/metrics/metrics-file.ts";

let root = "";
let path = "";
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "scylla-metrics-"));
  path = join(root, "scylla.prom");
});
afterEach(() => rm(root, { recursive: true, force: true }));

test("a file is claimed, replaced as a whole, and nothing else remains beside it", async () => {
  const file = await claimMetricsFile(path, "/exp/one");
  expect(await readFile(path, "utf8")).toMatch(/^# Metrics of the experiment in "\/exp\/one"/);
  await file.write("a 1\n");
  await file.write("a 2\n");
  expect(await readFile(path, "utf8")).toMatch(/^# [^\n]*\na 2\n$/);
  expect(await readdir(root)).toEqual(["scylla.prom"]);
});

test("the same experiment takes it again, also over what a killed process left", async () => {
  await (await claimMetricsFile(path, "/exp/one")).write("a 1\n");
  await writeFile(join(root, ".scylla.prom.left.tmp"), "");
  await (await claimMetricsFile(path, "/exp/one")).write("a 2\n");
  expect(await readFile(path, "utf8")).toContain("a 2");
});

test("two experiments never overwrite one another, nor does any the file of somebody else", async () => {
  await claimMetricsFile(path, "/exp/one");
  await expect(claimMetricsFile(path, "/exp/two")).rejects.toMatchObject({ code: "USAGE" });
  await writeFile(join(root, "notes.txt"), "mine");
  await writeFile(join(root, "empty"), "");
  await symlink(path, join(root, "link"));
  await mkdir(join(root, "directory"));
  for (const name of ["notes.txt", "empty", "link", "directory", "absent/x.prom"])
    await expect(claimMetricsFile(join(root, name), "/exp/one")).rejects.toMatchObject({
      code: "USAGE",
      hint: expect.stringContaining("--metrics-file"),
    });
  expect(await readFile(join(root, "notes.txt"), "utf8")).toBe("mine");
});

test("of two that begin at once, one gets it", async () => {
  const both = await Promise.allSettled(["/exp/one", "/exp/two"].map((dir) => claimMetricsFile(path, dir)));
  expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
});

test("a file that became another's meanwhile is left to it", async () => {
  const file = await claimMetricsFile(path, "/exp/one");
  await writeFile(path, "theirs");
  await expect(file.write("a 1\n")).rejects.toMatchObject({ code: "USAGE" });
  expect(await readFile(path, "utf8")).toBe("theirs");
});

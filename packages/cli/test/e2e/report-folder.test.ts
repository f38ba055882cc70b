import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { answer, type Place, place } from "../fixtures/scylla.ts";
import { smallDisk } from "../fixtures/small-disk.ts";

let here: Place;
beforeAll(async () => {
  here = await place();
  const file = await here.write({ agent: "write", repeats: 1, inherits: true });
  expect(await here.scylla(["run", file])).toMatchObject({ code: 0 });
});
afterAll(() => here[Symbol.asyncDispose]());

const inPlace = (...path: readonly string[]): string => join(here.root, ...path);

test("a report is written with its figures, which are named as they are drawn", async () => {
  const { code, stdout, stderr } = await here.scylla(["report", "--out", "my report"]);
  expect([code, stdout]).toEqual([0, "wrote my report/report.md, results.json and 4 figures\n"]);
  expect(stderr).toBe(
    ["paired-effects", "cost-quality", "task-heat-map", "uptake"]
      .map((name, i) => `drawing ${name} (${i + 1} of 4)\n`)
      .join(""),
  );
  expect(readdirSync(inPlace("my report")).sort()).toEqual(["figures", "report.md", "results.json"]);
  expect(readFileSync(inPlace("my report/figures/uptake.svg"), "utf8")).toContain("unknown in all");
  const narrow = await here.scylla(["report", "--out", "other", "--column", "--json"]);
  const { files } = JSON.parse(narrow.stdout) as { files: readonly string[] };
  expect(files).toHaveLength(14);
  expect(readFileSync(inPlace("other/results.json"))).toEqual(readFileSync(inPlace("my report/results.json")));
  expect(readFileSync(inPlace("other/figures/uptake.svg"), "utf8")).toMatch(/<svg [^>]*width="321"/);
});

test.each([
  [["--column"], "--column is for figures"],
  [["--out", "x", "--format", "markdown"], "--format markdown contradicts --out"],
  [["--out", "."], "it holds other things, such as"],
  [["--out", "experiment.yaml"], "it is not a directory"],
])("report %j is refused", async (args, why) => {
  const { code, stdout, stderr } = await here.scylla(["report", ...args]);
  expect([code, stdout]).toEqual([2, ""]);
  expect(stderr.replaceAll(/\n/g, " ")).toContain(why);
});

test("a full disk leaves no half of a report, and what was missing can be written later", async () => {
  using disk = smallDisk(here, "2m");
  if (!disk) return;
  disk.fill();
  const full = await here.scylla(["report", "--out", "disk/report", "--json"]);
  expect([full.code, answer(full)]).toMatchObject([5, { error: { code: "DISK_FULL", hint: expect.any(String) } }]);
  disk.empty();
  const left = readdirSync(inPlace("disk"), { recursive: true, withFileTypes: true });
  expect(left.filter((entry) => entry.isFile())).toEqual([]);
  expect((await here.scylla(["report", "--out", "disk/report"])).code).toBe(0);
});

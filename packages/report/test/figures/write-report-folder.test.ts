import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { renderJson } from "@scylla/report";
import { writeReportFolder } from "@scylla/report/figures";
import { afterEach, beforeEach, expect, test } from "vitest";
import { results, uptakeOf } from "./scenarios.ts";

let parent: string;
let dir: string;
beforeEach(async () => {
  parent = await mkdtemp(join(tmpdir(), "scylla-figures-"));
  dir = join(parent, "report");
});
afterEach(() => rm(parent, { recursive: true, force: true }));

const { quickstart, incomplete } = results;

async function filesIn(folder: string): Promise<Record<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return Object.fromEntries(
    await Promise.all(
      paths.sort().map(async (path) => [path.slice(folder.length + 1), await readFile(path, "base64")]),
    ),
  );
}

test("report, results and each figure in three forms are there, linked, and a second time the same byte by byte", async () => {
  const seen: string[] = [];
  const written = await writeReportFolder({
    dir,
    results: quickstart,
    uptake: uptakeOf(quickstart),
    onFigure: (name, index, total) => seen.push(`${name} ${index + 1}/${total}`),
  });
  expect(seen).toEqual(["paired-effects 1/4", "cost-quality 2/4", "task-heat-map 3/4", "uptake 4/4"]);
  expect(Object.keys(await filesIn(dir)).sort()).toEqual([...written.files].sort());
  expect(written.files).toHaveLength(2 + 4 * 3);
  expect(await readFile(join(dir, "results.json"), "utf8")).toBe(renderJson(quickstart));
  const report = await readFile(join(dir, "report.md"), "utf8");
  const links = [...report.matchAll(/(?:\]\(|src=")(figures\/[^)"]+)/g)].map(([, path]) => path);
  expect(links).toHaveLength(4 * 4);
  for (const path of links) expect(written.files).toContain(path);
  const other = join(parent, "again");
  await writeReportFolder({ dir: other, results: quickstart, uptake: uptakeOf(quickstart) });
  expect(await filesIn(other)).toEqual(await filesIn(dir));
});

test("a directory that holds anything else is refused, and stays as it is", async () => {
  const cases: Record<string, string> = {
    "notes.txt": "it holds other things, such as notes.txt",
    "report.md": "its report.md is of something else",
    "results.json": "its results.json is no results/1",
    "figures/mine.png": "it holds other things, such as figures/mine.png",
  };
  for (const [name, why] of Object.entries(cases)) {
    await mkdir(join(dir, "figures"), { recursive: true });
    await writeFile(join(dir, name), "{}");
    await expect(writeReportFolder({ dir, results: quickstart })).rejects.toMatchObject({
      code: "USAGE",
      message: expect.stringContaining(why),
    });
    expect(Object.keys(await filesIn(dir))).toEqual([name]);
    await rm(dir, { recursive: true });
  }
  await writeFile(dir, "");
  await expect(writeReportFolder({ dir, results: quickstart })).rejects.toMatchObject({
    code: "USAGE",
    message: expect.stringContaining("it is not a directory"),
  });
});

test("a later report leaves no figure of an earlier one, and one that fails midway only whole files", async () => {
  await writeReportFolder({ dir, results: incomplete, uptake: uptakeOf(incomplete) });
  expect(await readdir(join(dir, "figures"))).toContain("paired-effects-cost.svg");
  const { files } = await writeReportFolder({ dir, results: quickstart });
  const before = await filesIn(dir);
  expect(Object.keys(before).sort()).toEqual([...files].sort());
  // A directory in the place of a file can't be replaced by a rename, also not by root.
  await rm(join(dir, "figures", "paired-effects.png"));
  await mkdir(join(dir, "figures", "paired-effects.png", "in-the-way"), { recursive: true });
  const failed = writeReportFolder({ dir, results: incomplete });
  await expect(failed).rejects.toMatchObject({
    code: "STORE_IO",
    hint: expect.stringContaining("ask for the report again"),
  });
  const { "figures/paired-effects.png": _, ...others } = before;
  const after = await filesIn(dir);
  expect(Object.keys(after)).toEqual(Object.keys(others));
  expect(after["report.md"]).toBe(before["report.md"]);
});

test("what is missing to draw is found before anything is written", async () => {
  const failed = writeReportFolder({
    dir,
    results: quickstart,
    onFigure: () => {
      throw new Error("stopped");
    },
  });
  await expect(failed).rejects.toThrow("stopped");
  await expect(readdir(parent)).resolves.toEqual([]);
});

import { mkdir, mkdtemp, readdir, readFile, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isScyllaError } from "@scylla/contracts";
import { projector, renderJson, renderMarkdown, reportExtras, writeReports } from "@scylla/report";
import { afterEach, beforeEach, expect, test } from "vitest";
import { complete, partial } from "./fixtures/scenarios.ts";
import { byPassRate } from "./fixtures/views.ts";

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), "scylla-report-"));
});
afterEach(() => rm(dir, { recursive: true, force: true }));

const given = (view = complete()) => ({
  results: projector({ select: byPassRate }).results(view),
  extras: reportExtras(view),
});

test("both files hold what the renderers say, and nothing else is left", async () => {
  const { results, extras } = given();
  const written = await writeReports({ dir, results, extras });
  expect(written).toEqual({ json: join(dir, "reports/results.json"), markdown: join(dir, "reports/report.md") });
  expect(await readFile(written.json, "utf8")).toBe(renderJson(results));
  expect(await readFile(written.markdown, "utf8")).toBe(renderMarkdown(results, extras));
  expect((await readdir(join(dir, "reports"))).sort()).toEqual(["report.md", "results.json"]);
});

test("writing again replaces both", async () => {
  await writeReports({ dir, ...given(partial()) });
  const { json } = await writeReports({ dir, ...given() });
  expect(JSON.parse(await readFile(json, "utf8"))).toMatchObject({ status: "complete" });
});

test("many at once leave whole files of one of them", async () => {
  const both = [given(partial()), given()];
  await Promise.all(Array.from({ length: 8 }, (_, i) => writeReports({ dir, ...(both[i % 2] ?? given()) })));
  const text = await readFile(join(dir, "reports/results.json"), "utf8");
  expect(both.map(({ results }) => renderJson(results))).toContain(text);
  expect(await readdir(join(dir, "reports"))).toHaveLength(2);
});

test("a failure leaves the old reports and no temporary files, and says what to do", async () => {
  await writeReports({ dir, ...given(partial()) });
  const reports = join(dir, "reports");
  const before = await readFile(join(reports, "results.json"), "utf8");
  // A directory in the place of a file can't be replaced by a rename, also not by root.
  await rm(join(reports, "report.md"));
  await mkdir(join(reports, "report.md"));
  await mkdir(join(reports, "report.md", "in-the-way"));
  const error = await writeReports({ dir, ...given(partial()) }).catch((thrown: unknown) => thrown);
  expect(isScyllaError(error, "STORE_IO")).toBe(true);
  expect(error).toMatchObject({ hint: expect.stringContaining("older reports are unchanged") });
  expect(await readFile(join(reports, "results.json"), "utf8")).toBe(before);
  expect((await readdir(reports)).sort()).toEqual(["report.md", "results.json"]);
});

test("a directory that can't be made is an error with its cause", async () => {
  await writeFile(join(dir, "reports"), "a file");
  const error = await writeReports({ dir, ...given() }).catch((thrown: unknown) => thrown);
  expect(isScyllaError(error, "STORE_IO") && error.cause).toBeInstanceOf(Error);
});

test("what a killed process left behind is removed once it is old, and nothing else", async () => {
  const reports = join(dir, "reports");
  await mkdir(reports);
  const old = `.report-${"0".repeat(8)}-0000-4000-8000-${"0".repeat(12)}.tmp`;
  const young = old.replaceAll("0", "1");
  for (const name of [old, young, "notes.tmp"]) await writeFile(join(reports, name), "half");
  const past = new Date(Date.now() - 2 * 60 * 60 * 1000);
  await utimes(join(reports, old), past, past);
  await utimes(join(reports, "notes.tmp"), past, past);
  await writeReports({ dir, ...given() });
  expect((await readdir(reports)).sort()).toEqual([young, "notes.tmp", "report.md", "results.json"].sort());
});

import { existsSync } from "node:fs";
import { cp, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { importUpstream, inspectExperiment, isImported, readExperiment, storedUpstream } from "@scylla/compose";
import { exportExperiment, importExperiment } from "@scylla/persistence";
import { upstreamFigures } from "@scylla/upstream";
import { afterEach, beforeEach, expect, test } from "vitest";

const PUBLISHED = fileURLToPath(new URL("../../../upstream/test/fixtures/dryrun", import.meta.url));

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), "scylla-upstream-"));
});
afterEach(() => rm(dir, { recursive: true, force: true }));

const imported = (from = join(PUBLISHED, "raw"), to = "store") => importUpstream({ from, dir: () => join(dir, to) });

test("published results become an experiment with corrected scores, costs and durations", async () => {
  const { experiment, runs } = await imported();
  expect([experiment.name, runs]).toEqual(["test-001", 7]);
  const { view, results } = await readExperiment({ dir: join(dir, "store") });
  expect(results).toMatchObject({ status: "complete", counts: { planned: 7, valid: 7, missing: 0 } });
  expect(results.runs[0]).toMatchObject({
    key: "test-001/T0/00/claude-sonnet-4-5-20250929/01",
    outcome: "ok",
    passed: true,
    score: expect.closeTo(0.979047619, 8),
    grade: "A",
    costUsd: 0.1351093,
    durationMs: 35340,
  });
  expect(isImported(view)).toBe(true);
  expect([...view.results.values()][0]?.end).toMatchObject({
    costSource: "reported",
    isolation: "unknown (imported)",
    usage: { inputTokens: 29, outputTokens: 656, cacheReadTokens: 112686, cacheWriteTokens: 23106 },
  });
});

test("what was published can be read from the store again, also after an export", async () => {
  const { results } = await imported();
  const archive = await exportExperiment({ dir: join(dir, "store"), file: () => join(dir, "archive.tar.gz") });
  await importExperiment({ file: archive.file, dir: () => join(dir, "copy") });
  for (const name of ["store", "copy"]) {
    await using experiment = await inspectExperiment({ dir: join(dir, name) });
    const stored = await storedUpstream(experiment);
    expect(stored).toEqual(results);
    expect(stored && upstreamFigures(stored)).toEqual(upstreamFigures(results));
  }
});

test("tables give the same runs; what they do not tell is unknown", async () => {
  await imported(join(PUBLISHED, "data"));
  const { view, results } = await readExperiment({ dir: join(dir, "store") });
  // Without a rubric the totals of the judges stand.
  expect(results.runs.map(({ score }) => score)[0]).toBe(0.9733333333333333);
  expect(view.plan.frozen.tasks[0]).toMatchObject({
    id: "2026-01-20T06-13-07-test-001",
    prompt: "unknown (imported)",
    repo: { url: "unknown (imported)", commit: "unknown (imported)" },
  });
});

test("runs that can't be read, and runs that nobody judged, are missing with their reason; what was paid stays known", async () => {
  await cp(join(PUBLISHED, "raw"), join(dir, "raw"), { recursive: true });
  await rm(join(dir, "raw/T3/01/run_01/judge"), { recursive: true });
  await writeFile(join(dir, "raw/T4/01/run_01/run_result.json"), "{");
  const { results: read } = await imported(join(dir, "raw"));
  expect(read.problems).toHaveLength(2);
  const { view, results } = await readExperiment({ dir: join(dir, "store") });
  expect(results).toMatchObject({ status: "incomplete", counts: { planned: 7, valid: 5, missing: 2 } });
  expect(view.runs.flatMap(({ missing }) => missing ?? []).sort()).toEqual([
    "no valid judgment of it was published",
    "not among the published results, or not readable there",
  ]);
  expect(results.runs.find(({ tier }) => tier === "T3")).toMatchObject({
    passed: null,
    score: null,
    costUsd: 0.1294133,
  });
});

test("a directory that is there already is refused, and nothing is left beside it", async () => {
  await imported();
  const before = await readdir(dir);
  await expect(imported()).rejects.toMatchObject({ code: "USAGE" });
  expect(await readdir(dir)).toEqual(before);
});

test("what holds no results is refused, and nothing is made", async () => {
  await expect(imported(dir)).rejects.toMatchObject({ code: "FILE_MISSING" });
  expect(existsSync(join(dir, "store"))).toBe(false);
});

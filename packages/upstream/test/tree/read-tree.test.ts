import { symlink, truncate } from "node:fs/promises";
import { join } from "node:path";
import { isScyllaError } from "@scylla/contracts";
import { readUpstreamTree, upstreamCounts, upstreamFigures } from "@scylla/upstream";
import { expect, test } from "vitest";
import { DRYRUN } from "../fixtures/dryrun.ts";
import { directoryWith, judgment, runFiles } from "../fixtures/trees.ts";

test("a published experiment is read whole, and nothing of it is a problem", async () => {
  const { source, experiments, runs, problems } = await readUpstreamTree(DRYRUN.raw);
  expect([source, problems]).toEqual(["tree", []]);
  expect(experiments).toMatchObject([
    {
      id: "raw",
      task: "test-001",
      repo: { url: "https://github.com/mvillmow/Hello-World" },
      agentModels: ["claude-sonnet-4-5-20250929"],
      judges: 3,
      repeats: 1,
      rubric: { passThreshold: 0.6 },
    },
  ]);
  expect(experiments[0]?.subtests.map(({ tier, id }) => `${tier}/${id}`)).toEqual([
    "T0/00",
    ...["T1", "T2", "T3", "T4", "T5", "T6"].map((tier) => `${tier}/01`),
  ]);
  expect(runs.every(({ judges }) => judges.length === 3)).toBe(true);
  expect(runs[0]?.judges[1]?.criteria.at(-2)?.items.slice(-2)).toMatchObject([
    { id: "B3", achieved: null, max: null },
    { id: "B4", achieved: null, max: null },
  ]);
});

test.for([
  ["T0/00/run_01", "."],
  ["completed/T0/00/run_01", "."],
  ["test-001/2026-01-20T06-13-07/T0/00/run_01", "."],
  ["test-001/2026-01-20T06-13-07/completed/T0/00/run_01", "."],
  ["test-001/2026-01-20T06-13-07/T0/00/run_01", "test-001"],
  ["test-001/2026-01-20T06-13-07/T0/00/run_01", "test-001/2026-01-20T06-13-07"],
] as const)("runs in %s are found from %s", async ([place, from]) => {
  await using dir = await directoryWith(runFiles(place));
  const { experiments, runs, problems } = await readUpstreamTree(join(dir.path, from));
  expect(runs).toMatchObject([{ tier: "T0", subtest: "00", run: 1, durationSeconds: 3 }]);
  if (place.startsWith("test-001")) expect(experiments[0]?.id).toBe("test-001");
  expect(problems).toEqual([]);
});

test("of several times of one experiment the last counts, and the others are told of", async () => {
  await using dir = await directoryWith({
    ...runFiles("a/2026-01-20T06-13-07/T0/00/run_01", [judgment(0.1)]),
    ...runFiles("a/2026-01-21T06-13-07/T0/00/run_01", [judgment(0.7)]),
    ...runFiles("b/2026-01-20T06-13-07/T0/00/run_01", [judgment(0.8)]),
  });
  const { experiments, runs, problems } = await readUpstreamTree(dir.path);
  expect(experiments.map(({ id }) => id)).toEqual(["a", "b"]);
  expect(runs.map(({ judges }) => judges[0]?.score)).toEqual([0.7, 0.8]);
  expect(problems).toEqual([{ path: "a/2026-01-20T06-13-07", reason: "it is older than another, which counts" }]);
});

test("directories of one time and different tasks are different experiments", async () => {
  await using dir = await directoryWith({
    ...runFiles("2026-01-20T06-13-07-test-001/T0/00/run_01"),
    ...runFiles("2026-01-20T06-13-07-test-002/T0/00/run_01"),
  });
  const { experiments } = await readUpstreamTree(dir.path);
  expect(experiments).toHaveLength(2);
});

test("a judge that is absent, not valid or without a score is missing, never 0", async () => {
  const places = [judgment(0.9), judgment(0, { is_valid: false }), judgment(null)];
  await using dir = await directoryWith(runFiles("T0/00/run_01", places));
  const results = await readUpstreamTree(dir.path);
  expect(results.runs[0]?.judges.map(({ valid, score, passed }) => ({ valid, score, passed }))).toEqual([
    { valid: true, score: 0.9, passed: true },
    { valid: false, score: null, passed: null },
    { valid: false, score: null, passed: null },
  ]);
  expect(upstreamFigures(results).runs[0]).toMatchObject({ score: 0.9, passed: true });
  expect(results.problems).toEqual([
    { path: "T0/00/run_01/judge/judge_03/judgment.json", reason: "its score is null, which is none" },
  ]);
});

test("what can't be read is told with its path, and planned runs of it are missing", async () => {
  await using dir = await directoryWith({
    ...runFiles("T0/00/run_01"),
    ...runFiles("T0/00/run_02"),
    ...runFiles("T0/01/run_01"),
    "T0/01/run_01/run_result.json": '{"exit_code": 0, "cost',
    "T0/01/run_02/note.txt": "",
    "T0/00/run_02/judge/judge_01/judgment.json": "[]",
    "T0/notes/x": "",
    "T0/00/stray/x": "",
    "TODO/x": "",
  });
  const results = await readUpstreamTree(dir.path);
  expect(results.problems).toEqual([
    { path: "TODO", reason: "it is no tier: T and a number" },
    { path: "T0/00/stray", reason: "it is no run: `run_` and a number" },
    { path: "T0/notes", reason: "it is no subtest: a number" },
    {
      path: "T0/00/run_02/judge/judge_01/judgment.json",
      reason: "it is not what it should be: Invalid input: expected object, received array",
    },
    { path: "T0/01/run_01/run_result.json", reason: "it is no JSON, or not all of it" },
    { path: "T0/01/run_02/run_result.json", reason: "it is not there" },
  ]);
  expect(upstreamCounts(results)).toEqual([
    {
      experiment: results.experiments[0]?.id,
      tier: "T0",
      runs: { planned: 4, valid: 1, missing: 3 },
      judges: { planned: 4, valid: 1, missing: 3 },
    },
  ]);
});

test("no link leads out of the directory, and none hides", async () => {
  await using outside = await directoryWith({
    ...runFiles("T9/00/run_01"),
    "run_result.json": {},
    "rubric.yaml": "grading: { pass_threshold: 0.5 }",
  });
  await using dir = await directoryWith(runFiles("T0/00/run_01"));
  await symlink(join(outside.path, "T9"), join(dir.path, "T9"));
  await symlink(join(outside.path, "T9/00/run_01"), join(dir.path, "T0/00/run_02"));
  await symlink("../../../..", join(dir.path, "T0/01"));
  await symlink(join(outside.path, "rubric.yaml"), join(dir.path, "rubric.yaml"));
  const { runs, experiments, problems } = await readUpstreamTree(dir.path);
  expect(runs).toHaveLength(1);
  expect(experiments[0]?.rubric).toBeNull();
  expect(problems.map(({ path }) => path)).toEqual(["T9", "rubric.yaml", "T0/01", "T0/00/run_02"]);
});

test("a file of 50 MB is told of, and not read", async () => {
  await using dir = await directoryWith({ ...runFiles("T0/00/run_01"), ...runFiles("T0/00/run_02") });
  await truncate(join(dir.path, "T0/00/run_02/run_result.json"), 50 * 1024 * 1024);
  const { runs, problems } = await readUpstreamTree(dir.path);
  expect(runs).toHaveLength(1);
  expect(problems).toEqual([{ path: "T0/00/run_02/run_result.json", reason: "it is larger than 16 MB" }]);
});

test.for(["&a [*a, *a", "- 1", "grading: { pass_threshold: 7 }"])(
  "a rubric that is %j is a problem, and none",
  async (rubric) => {
    await using dir = await directoryWith({ ...runFiles("T0/00/run_01"), "rubric.yaml": rubric });
    const { experiments, problems } = await readUpstreamTree(dir.path);
    expect(experiments[0]?.rubric).toBeNull();
    expect(problems).toEqual([{ path: "rubric.yaml", reason: "it is no rubric with weights or a threshold" }]);
  },
);

test("what the agent printed last tells what it used; what it printed otherwise does no harm", async () => {
  const usage = { inputTokens: 1, outputTokens: 1, cacheReadInputTokens: 1, cacheCreationInputTokens: 1 };
  const line = JSON.stringify({ total_cost_usd: 0.2, modelUsage: { a: usage, b: usage } });
  await using dir = await directoryWith({
    ...runFiles("T0/00/run_01"),
    "T0/00/run_01/agent/result.json": { stdout: `{"total_cost_usd": 9}\n${line}\n` },
    ...runFiles("T0/00/run_02"),
    "T0/00/run_02/agent/result.json": { stdout: "{ not JSON" },
  });
  const { runs, problems } = await readUpstreamTree(dir.path);
  expect(runs.map(({ agentCostUsd, allModelsTokens }) => [agentCostUsd, allModelsTokens])).toEqual([
    [0.2, 8],
    [null, null],
  ]);
  expect(problems).toEqual([]);
});

test("who judged is in MODEL.md, else in the result of the run, else in the settings", async () => {
  await using dir = await directoryWith({
    ...runFiles("T0/00/run_01", [judgment(1), judgment(1), judgment(1), judgment(1)], {
      judges: [
        { model: "b1", judge_number: 1 },
        { model: "b2", judge_number: 2 },
      ],
    }),
    "T0/00/run_01/judge/judge_01/MODEL.md": "# Judge\n\n**Model**: a1\n**Claude Code Version**: 2\n",
    "T0/00/run_01/agent/MODEL.md": "**Model**: agent\n",
    "config/experiment.json": { judge_models: ["c1", "c2", "c3"] },
  });
  const { runs } = await readUpstreamTree(dir.path);
  expect(runs[0]?.agentModel).toBe("agent");
  expect(runs[0]?.judges.map(({ model }) => model)).toEqual(["a1", "b2", "c3", null]);
});

test("a directory without results, and one that is not there, are refused", async () => {
  await using dir = await directoryWith({ "a/b/c/T0/00/run_01/run_result.json": "{}" });
  for (const path of [dir.path, join(dir.path, "nothing")]) {
    const refused = await readUpstreamTree(path).catch((error: unknown) => error);
    expect(isScyllaError(refused, "FILE_MISSING")).toBe(true);
  }
});

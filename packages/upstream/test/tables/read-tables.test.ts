import { cp, rm, symlink } from "node:fs/promises";
import { join } from "node:path";
import { readUpstreamTables, readUpstreamTree, upstreamCounts, upstreamFigures } from "@scylla/upstream";
import { expect, test } from "vitest";
import { DRYRUN } from "../fixtures/dryrun.ts";
import { directoryWith } from "../fixtures/trees.ts";

const RUNS = "experiment,agent_model,tier,subtest,run_number,score,passed,cost_usd";
const JUDGES = "experiment,agent_model,tier,subtest,run_number,judge_number,judge_score,judge_passed,judge_is_valid";

test("tables and files of one experiment tell the same of its judges", async () => {
  const [tables, tree] = [await readUpstreamTables(DRYRUN.data), await readUpstreamTree(DRYRUN.raw)];
  const judges = ({ runs }: typeof tree) =>
    runs.map((run) =>
      run.judges.map(({ number, model, score, passed, valid }) => ({ number, model, score, passed, valid })),
    );
  expect(judges(tables)).toEqual(judges(tree));
  expect(tables.problems).toEqual([]);
  expect(tables.experiments).toMatchObject([{ id: "2026-01-20T06-13-07-test-001", judges: 3, repeats: 1 }]);
});

test("text of several lines, with quotes and commas, is one cell", async () => {
  await using dir = await directoryWith({
    "runs.csv": `${RUNS}\ne,m,T0,00,1,0.5,True,0.1\n`,
    "judges.csv": `${JUDGES},judge_reasoning\r\ne,m,T0,00,1,1,0.5,False,True,"line one,\nsaid ""two"""\r\n`,
    "criteria.csv": `${JUDGES.replace(/judge_score.*/, "")}criterion,criterion_score,criterion_achieved,criterion_max\n`,
  });
  const { runs, problems } = await readUpstreamTables(dir.path);
  expect(runs[0]?.judges[0]?.reasoning).toBe('line one,\nsaid "two"');
  expect(problems).toEqual([]);
});

test("what is empty, nan or infinite is not known; judges that are not valid are missing, never 0", async () => {
  await using dir = await directoryWith({
    "runs.csv": `${RUNS}\ne,m,T0,00,1,nan,False,inf\ne,m,T0,00,2,,,\n`,
    "judges.csv": `${JUDGES}\ne,m,T0,00,1,1,0.0,False,False\ne,m,T0,00,1,2,0.8,True,True\n`,
  });
  const results = await readUpstreamTables(dir.path);
  expect(results.runs.map(({ costUsd, published }) => [costUsd, published?.score])).toEqual([
    [null, null],
    [null, null],
  ]);
  expect(results.runs[0]?.judges).toMatchObject([{ valid: false, score: null, passed: null }, { score: 0.8 }]);
  expect(upstreamFigures(results).runs.map(({ score }) => score)).toEqual([0.8, null]);
  expect(upstreamCounts(results)).toMatchObject([
    { runs: { planned: 2, valid: 1, missing: 1 }, judges: { planned: 4, valid: 1, missing: 3 } },
  ]);
  expect(results.problems).toEqual([{ path: "criteria.csv", reason: "it is not there" }]);
});

test("without judgments the published consensus counts", async () => {
  await using dir = await directoryWith({ "runs.csv": `${RUNS},impl_rate\ne,m,T0,00,1,0.7,True,0.1,0.9\n` });
  const results = await readUpstreamTables(dir.path);
  expect(upstreamFigures(results).runs[0]).toMatchObject({ score: 0.7, passed: true, implRate: 0.9 });
  expect(upstreamCounts(results)).toMatchObject([{ runs: { planned: 1, valid: 1, missing: 0 } }]);
});

test("every row that is left out, and every cell that is wrong, is told of with its line", async () => {
  await using dir = await directoryWith({
    "runs.csv": [
      RUNS,
      "e,m,T0,00,1,0.5,yes,0x",
      "e,m,T0,00,1,0.6,True,0.1",
      "e,m,T0,,1,0.5,True,1",
      "e,m,T0,00,-1,,,",
      "",
    ].join("\n"),
    "judges.csv": `${JUDGES}\ne,m,T0,00,7,1,0.5,True,True\n`,
    "criteria.csv":
      "experiment,agent_model,tier,subtest,run_number,judge_number,criterion,criterion_score,criterion_achieved,criterion_max\n",
  });
  const { runs, problems } = await readUpstreamTables(dir.path);
  expect(runs).toMatchObject([{ costUsd: null, published: { score: 0.5, passed: null } }]);
  expect(problems).toEqual([
    { path: "runs.csv:3", reason: "it is there twice; the first counts" },
    { path: "runs.csv:4", reason: "it names no run: experiment, tier, subtest and a number from 1" },
    { path: "runs.csv:5", reason: "it names no run: experiment, tier, subtest and a number from 1" },
    { path: "judges.csv", reason: "1 of its rows belong to no run" },
    { path: "runs.csv:2", reason: 'its cost_usd is no number: "0x"' },
    { path: "runs.csv:2", reason: 'its passed is no True or False: "yes"' },
  ]);
});

test.for([
  ["a,b\n1,2\n", "CONFIG_SYNTAX", "runs.csv has no column experiment, agent_model"],
  [`${RUNS}\ne,m,T0,00,1,"0.5,True,0.1\n`, "CONFIG_SYNTAX", "runs.csv is no table"],
  [`${RUNS}\ne,m,T0\n`, "CONFIG_SYNTAX", "runs.csv is no table"],
  ["", "CONFIG_SYNTAX", "runs.csv has no column"],
] as const)("%j is refused", async ([text, code, message]) => {
  await using dir = await directoryWith({ "runs.csv": text });
  await expect(readUpstreamTables(dir.path)).rejects.toMatchObject({ code, message: expect.stringContaining(message) });
});

test("no runs.csv, or a link in its place, is refused", async () => {
  await using dir = await directoryWith({});
  await cp(DRYRUN.data, join(dir.path, "data"), { recursive: true });
  await rm(join(dir.path, "data/runs.csv"));
  await expect(readUpstreamTables(join(dir.path, "data"))).rejects.toMatchObject({ code: "FILE_MISSING" });
  await symlink(join(DRYRUN.data, "runs.csv"), join(dir.path, "data/runs.csv"));
  await expect(readUpstreamTables(join(dir.path, "data"))).rejects.toMatchObject({
    code: "FILE_MISSING",
    message: expect.stringContaining("symbolic link"),
  });
});

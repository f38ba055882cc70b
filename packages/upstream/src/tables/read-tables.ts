import { join } from "node:path";
import { ScyllaError } from "@scylla/contracts";
import type { UpstreamExperiment, UpstreamResults, UpstreamRun, UpstreamSubtest } from "../model.ts";
import { problemList } from "../read/problems.ts";
import { readText } from "../read/read-text.ts";
import { compareUpstreamRuns } from "../read/run-order.ts";
import { readJudgeRows, type Table } from "./read-judge-rows.ts";
import { RUN_COLUMNS, runOf } from "./read-run-rows.ts";
import { keyedRows } from "./rows.ts";

/** Bytes; those of 1,080 runs have a twentieth. */
const LARGEST_TABLE = 128 * 1024 * 1024;

/**
 * Reads published tables: `runs.csv`, and where they are there `judges.csv` and `criteria.csv`. How many runs and judges there should be is
 * taken from the largest numbers in them.
 * @throws {ScyllaError} `FILE_MISSING` where there is no `runs.csv`, `CONFIG_SYNTAX` where one of them is no table or lacks a column,
 * `CONFIG_TOO_LARGE` above 128 MB.
 */
export async function readUpstreamTables(dir: string): Promise<UpstreamResults> {
  const { problems, report } = problemList();
  const read = async (file: string): Promise<Table | null> => {
    const table = await tableIn(dir, file);
    if (table === null) report(file, "it is not there");
    return table;
  };
  const table = await read("runs.csv");
  if (table === null) {
    throw new ScyllaError("FILE_MISSING", `there is no runs.csv in ${dir}`, {
      hint: "Name the directory of the published tables.",
    });
  }
  const rows = keyedRows({ ...table, columns: RUN_COLUMNS }, [], report);
  const [judgeTable, criteria] = [await read("judges.csv"), await read("criteria.csv")];
  const known = new Set(rows.map(({ text }) => text));
  const judges = judgeTable ? readJudgeRows({ judges: judgeTable, criteria }, known, report) : new Map();
  const runs = rows.map((row) => runOf(row, judges.get(row.text) ?? [])).sort(compareUpstreamRuns);
  const experiments = [...Map.groupBy(runs, ({ experiment }) => experiment)].map(([id, of]) => experimentOf(id, of));
  return { source: "tables", experiments, runs, problems };
}

async function tableIn(dir: string, file: string): Promise<Table | null> {
  const path = join(dir, file);
  const read = await readText(path, LARGEST_TABLE);
  if ("text" in read) return { text: read.text, file };
  if (read.missing) return null;
  const code = read.problem.includes("larger") ? "CONFIG_TOO_LARGE" : "FILE_MISSING";
  throw new ScyllaError(code, `${path}: ${read.problem}`, { hint: "Give the tables as they were published." });
}

function experimentOf(id: string, runs: readonly UpstreamRun[]): UpstreamExperiment {
  const subtests = new Map<string, UpstreamSubtest>();
  for (const { tier, subtest } of runs) subtests.set(`${tier}/${subtest}`, { tier, id: subtest });
  const judges = runs.flatMap((run) => run.judges.map(({ number }) => number));
  return {
    id,
    task: null,
    repo: null,
    agentModels: [...new Set(runs.flatMap(({ agentModel }) => agentModel ?? []))],
    timeoutSeconds: null,
    judges: judges.reduce((most, number) => Math.max(most, number), 0),
    repeats: runs.reduce((most, { run }) => Math.max(most, run), 0),
    subtests: [...subtests.values()],
    rubric: null,
  };
}

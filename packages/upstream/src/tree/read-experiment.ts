import { join } from "node:path";
import type { UpstreamExperiment, UpstreamRun, UpstreamSubtest } from "../model.ts";
import type { ReportProblem } from "../read/problems.ts";
import { readJson } from "../read/read-json.ts";
import { readRubric } from "../read/read-rubric.ts";
import { readText } from "../read/read-text.ts";
import { directoriesIn } from "./directories.ts";
import type { ExperimentDirectory } from "./find-experiments.ts";
import { type RunDirectory, readRun } from "./read-run.ts";
import { experimentSchema } from "./schemas.ts";

const SUBTEST = /^\d+$/;
const RUN = /^run_(\d+)$/;

/** Reads one experiment: its settings, its rubric, and all its runs. */
export async function readExperiment(
  dir: string,
  found: ExperimentDirectory,
  report: ReportProblem,
): Promise<{ readonly experiment: UpstreamExperiment; readonly runs: readonly UpstreamRun[] }> {
  const at = (name: string) => ({ path: join(dir, name), name });
  const settings = await readJson(
    { ...at(join(found.name, "config", "experiment.json")), schema: experimentSchema, optional: true },
    report,
  );
  const rubric = at(join(found.name, "rubric.yaml"));
  const { subtests, places } = await findRuns(dir, found, report);
  const agentModel = settings?.models[0] ?? (await agentModelIn(dir, places));
  const judgeModels = settings?.judge_models ?? [];
  const runs: UpstreamRun[] = [];
  for (const { name, tier, subtest, run } of places) {
    const key = { experiment: found.id, agentModel, tier, subtest, run };
    const one = await readRun({ ...at(name), key, judgeModels } satisfies RunDirectory, report);
    if (one) runs.push(one);
  }
  const { task_repo: url, task_commit: commit } = settings ?? {};
  const experiment = {
    id: found.id,
    task: settings?.experiment_id ?? null,
    repo: url !== undefined && commit !== undefined ? { url, commit } : null,
    agentModels: agentModel === null ? [] : [agentModel],
    timeoutSeconds: settings?.timeout_seconds ?? null,
    judges: largest(
      runs.flatMap(({ judges }) => judges.map(({ number }) => number)),
      judgeModels.length,
    ),
    repeats: largest(
      places.map(({ run }) => run),
      settings?.runs_per_subtest ?? 0,
    ),
    subtests,
    rubric: await readRubric(rubric.path, rubric.name, report),
  };
  return { experiment, runs };
}

const largest = (numbers: readonly number[], atLeast: number): number =>
  numbers.reduce((most, number) => Math.max(most, number), atLeast);

interface RunPlace {
  readonly name: string;
  readonly tier: string;
  readonly subtest: string;
  readonly run: number;
}

async function findRuns(
  dir: string,
  { tiersName, tiers }: ExperimentDirectory,
  report: ReportProblem,
): Promise<{ readonly subtests: readonly UpstreamSubtest[]; readonly places: readonly RunPlace[] }> {
  const subtests: UpstreamSubtest[] = [];
  const places: RunPlace[] = [];
  for (const tier of tiers) {
    const tierName = join(tiersName, tier);
    for (const id of await directoriesIn(join(dir, tierName), tierName, report)) {
      const name = join(tierName, id);
      if (!SUBTEST.test(id)) {
        report(name, "it is no subtest: a number");
        continue;
      }
      subtests.push({ tier, id });
      for (const directory of await directoriesIn(join(dir, name), name, report)) {
        const digits = RUN.exec(directory)?.[1];
        if (digits === undefined) report(join(name, directory), "it is no run: `run_` and a number");
        else places.push({ name: join(name, directory), tier, subtest: id, run: Number(digits) });
      }
    }
  }
  return { subtests, places };
}

async function agentModelIn(dir: string, places: readonly RunPlace[]): Promise<string | null> {
  for (const { name } of places) {
    const file = await readText(join(dir, name, "agent", "MODEL.md"));
    const model = "text" in file ? /\*\*Model\*\*:\s*(.+)/.exec(file.text)?.[1]?.trim() : undefined;
    if (model !== undefined) return model;
  }
  return null;
}

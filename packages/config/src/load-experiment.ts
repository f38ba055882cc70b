import { dirname, resolve } from "node:path";
import {
  type ExperimentFile,
  experimentFileSchema,
  isScyllaError,
  type LoadedExperiment,
  type LoadedLadder,
  type PlanObject,
  ScyllaError,
} from "@scylla/contracts";
import { loadAgents } from "./experiment/agents.ts";
import { chosenBudget } from "./experiment/chosen-budget.ts";
import { chosenImage } from "./experiment/chosen-image.ts";
import { chosenTiers } from "./experiment/chosen-tiers.ts";
import { loadComparisons } from "./experiment/comparisons.ts";
import { reportDuplicates } from "./experiment/duplicates.ts";
import { loadProviders } from "./experiment/providers.ts";
import { meantFile } from "./files/meant-file.ts";
import { inlineLadder } from "./ladder/inline-ladder.ts";
import { loadLadder } from "./ladder/load-ladder.ts";
import { suggestion } from "./nearest.ts";
import { collectProblems, type Problems } from "./problems.ts";
import { loadTask, type TaskWithObjects } from "./tasks/load-task.ts";
import { readYaml, type YamlFile } from "./yaml/read-yaml.ts";

export interface LoadOptions {
  /** The environment that variables are let through from; values that look like keys are refused. Default: this process's. */
  readonly env?: Readonly<Record<string, string | undefined>>;
}

/**
 * Reads an experiment and everything that its files name, so that planning needs no file of the user's afterwards.
 * Equal files give equal values on every machine, but for absolute paths, which no digest contains.
 * @throws {ScyllaError} the first thing that is wrong, with its place and what to do; all others of the pass are in `also`.
 */
export async function loadExperiment(file: string, options: LoadOptions = {}): Promise<LoadedExperiment> {
  const path = resolve(file);
  const problems = collectProblems();
  const experiment = await readYaml(
    { file: path, name: file, at: { file: path }, schema: experimentFileSchema },
    problems,
  );
  if (experiment) {
    const loaded = await loadAll(experiment, options.env ?? process.env, problems);
    if (loaded && problems.count === 0) return loaded;
  }
  try {
    problems.throwIfAny();
  } catch (error) {
    throw await withMeantFile(error, file);
  }
  throw new ScyllaError("INTERNAL", "nothing was loaded, and no reason was reported");
}

/** Where the experiment file itself is not there, the one that was meant is named. */
async function withMeantFile(error: unknown, file: string): Promise<unknown> {
  if (!isScyllaError(error, "FILE_MISSING") || !error.at || error.at.line !== undefined) return error;
  const meant = await meantFile(file);
  if (meant === null) return error;
  return new ScyllaError(error.code, error.message, {
    at: error.at,
    hint: `Did you mean ${meant}?`,
    cause: error.cause,
  });
}

async function loadAll(
  experiment: YamlFile<ExperimentFile>,
  env: Readonly<Record<string, string | undefined>>,
  problems: Problems,
): Promise<LoadedExperiment | null> {
  const { file, value } = experiment;
  const tasks = await loadTasks(experiment, problems);
  const agents = await loadAgents(experiment, env, problems);
  checkConcurrency(experiment, problems);
  const ladder = await loadSetups(experiment, problems);
  if (!ladder) return null;
  if (ladder.subtests.length === 0 && problems.count === 0) {
    const hint = "Add a set-up, such as T0/00-nothing.yaml.";
    problems.report("CONFIG_INVALID", "the ladder has no set-ups", experiment.at(["ladder"]), hint);
  }
  // A set-up that could not be read would only be missed a second time.
  const complete = problems.count === 0;
  return {
    file,
    name: value.name,
    seed: value.seed,
    repeats: value.repeats,
    quorum: value.quorum,
    budgetUsd: chosenBudget(experiment, problems),
    tiers: complete ? chosenTiers(experiment, ladder, problems) : [],
    ladder,
    tasks: tasks.map(({ task }) => task),
    agents,
    comparisons: complete ? loadComparisons(experiment, ladder, problems) : [],
    concurrency: value.concurrency,
    sandbox: value.sandbox,
    ...chosenImage(experiment, problems),
    ...loadProviders(experiment, problems),
    ...(Object.keys(value.prices).length > 0 && { prices: value.prices }),
    objects: distinctObjects(tasks),
  };
}

async function loadTasks(
  experiment: YamlFile<ExperimentFile>,
  problems: Problems,
): Promise<readonly TaskWithObjects[]> {
  const { tasks, limits } = experiment.value;
  const loaded: TaskWithObjects[] = [];
  for (const [i, name] of tasks.entries()) {
    const directory = resolve(dirname(experiment.file), name);
    const task = await loadTask({ directory, name, at: experiment.at(["tasks", i]), limits }, problems);
    if (task) loaded.push(task);
  }
  reportDuplicates(
    loaded.map(({ task, idAt }) => ({ id: task.id, at: idAt })),
    "task",
    problems,
  );
  return loaded;
}

async function loadSetups(experiment: YamlFile<ExperimentFile>, problems: Problems): Promise<LoadedLadder | null> {
  const { ladder, setups } = experiment.value;
  if (ladder === undefined && setups === undefined) {
    const hint = "Name a ladder directory with `ladder`, or list `setups`.";
    problems.report("CONFIG_INVALID", "the experiment has neither `ladder` nor `setups`", experiment.at([]), hint);
    return null;
  }
  if (ladder === undefined) return inlineLadder(experiment, problems);
  if (setups !== undefined) {
    const hint = "Keep one of them: `setups` is a ladder of one tier.";
    problems.report(
      "CONFIG_INVALID",
      "the experiment has both `ladder` and `setups`",
      experiment.keyAt(["setups"]),
      hint,
    );
    return null;
  }
  return loadLadder(resolve(dirname(experiment.file), ladder), ladder, experiment.at(["ladder"]), problems);
}

function checkConcurrency(experiment: YamlFile<ExperimentFile>, problems: Problems): void {
  const agents = experiment.value.agents.map((agent) => agent.id);
  for (const id of Object.keys(experiment.value.concurrency.perAgent)) {
    if (agents.includes(id)) continue;
    const at = experiment.keyAt(["concurrency", "perAgent", id]);
    problems.report("REFERENCE_MISSING", `there is no agent ${id}`, at, suggestion(id, agents, "Remove it."));
  }
}

function distinctObjects(tasks: readonly TaskWithObjects[]): readonly PlanObject[] {
  return [...new Map(tasks.flatMap(({ objects }) => objects).map((object) => [object.digest, object])).values()];
}

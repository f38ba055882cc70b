import { dirname, resolve } from "node:path";
import {
  compareKeys,
  digestOf,
  type ExperimentFile,
  type Json,
  type LoadedTask,
  type PlanObject,
  type RunLimits,
  ScyllaError,
  type SourcePosition,
  type TaskFile,
  taskFileSchema,
} from "@scylla/contracts";
import { readRegularFile } from "../files/read-file.ts";
import { readText } from "../files/read-text.ts";
import type { Problems } from "../problems.ts";
import { attempt } from "../reported.ts";
import { readYaml, type YamlFile } from "../yaml/read-yaml.ts";
import { loadGrading } from "./grading.ts";
import { loadRepo } from "./repo.ts";

/** What a run may take where nobody said anything. */
const DEFAULT_TIME_MS = 30 * 60_000;

export interface TaskWithObjects {
  readonly task: LoadedTask;
  /** Where its id stands. */
  readonly idAt: SourcePosition;
  readonly objects: readonly PlanObject[];
}

/**
 * Reads `<directory>/task.yaml` and everything that it names.
 * @param at where the experiment names it.
 * @returns null when something is wrong; what it is was reported.
 */
export async function loadTask(
  params: {
    readonly directory: string;
    readonly name: string;
    readonly at: SourcePosition;
    readonly limits: ExperimentFile["limits"];
  },
  problems: Problems,
): Promise<TaskWithObjects | null> {
  const file = resolve(params.directory, "task.yaml");
  const read = await readYaml(
    { file, name: `${params.name}/task.yaml`, at: params.at, schema: taskFileSchema },
    problems,
  );
  if (!read) return null;
  const { value } = read;
  const repo = await attempt(problems, () => loadRepo(read));
  const prompt = await attempt(problems, () => loadPrompt(read));
  const grading = await loadGrading(read, problems);
  const reference = await attempt(problems, () => loadReference(read));
  if (!repo || !prompt || !grading || !reference) return null;
  const task: LoadedTask = {
    id: value.id,
    title: value.title,
    digest: digestOf({ commit: repo.commit, setup: value.setup, prompt: prompt.text } satisfies Json),
    repo,
    setup: value.setup,
    prompt: prompt.text,
    limits: mergeLimits(params.limits, value.limits),
    network: [...new Set(value.network.allow.map((host) => host.toLowerCase()))].sort(compareKeys),
    grading: grading.spec,
    at: read.at([]),
    repoAt: { source: read.at(["repo", repo.kind]), commit: read.at(["repo", "commit"]) },
    reference: reference.path,
  };
  return { task, idAt: read.at(["id"]), objects: grading.objects };
}

/** The prompt itself; an agent is never given a path to it. */
async function loadPrompt(task: YamlFile<TaskFile>): Promise<{ readonly text: string }> {
  const { prompt } = task.value;
  const at = task.at(typeof prompt === "string" ? ["prompt"] : ["prompt", "text"]);
  const text =
    typeof prompt === "string" ? await readText(resolve(dirname(task.file), prompt), prompt, at) : prompt.text;
  if (text.trim() === "") throw emptyPrompt(at);
  return { text };
}

async function loadReference(task: YamlFile<TaskFile>): Promise<{ readonly path: string | null }> {
  const { reference } = task.value;
  if (reference === undefined) return { path: null };
  const path = resolve(dirname(task.file), reference);
  await readRegularFile(path, reference, task.at(["reference"]));
  return { path };
}

/** The task's own limits take precedence, one by one. */
function mergeLimits(experiment: ExperimentFile["limits"], task: ExperimentFile["limits"]): RunLimits {
  return {
    timeMs: task.time ?? experiment.time ?? DEFAULT_TIME_MS,
    turns: task.turns ?? experiment.turns ?? null,
    usd: task.usd ?? experiment.usd ?? null,
  };
}

function emptyPrompt(at: SourcePosition): ScyllaError {
  return new ScyllaError("CONFIG_INVALID", "the prompt is empty", { at, hint: "Say what the agent is to do." });
}

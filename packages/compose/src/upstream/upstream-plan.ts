import {
  type Conditions,
  cellDigest,
  compareCells,
  compareKeys,
  digestOf,
  type FrozenPlan,
  type Json,
  type PlannedCell,
  type PlannedTask,
  type RunLimits,
  sha256,
  type Treatment,
  treatmentDigest,
} from "@scylla/contracts";
import type { UpstreamExperiment, UpstreamResults } from "@scylla/upstream";
import { uniqueIds } from "./unique-ids.ts";

/** The kind of agents whose runs were bought elsewhere. No adapter has it: nothing of such a plan can be run. */
export const IMPORTED = "imported";

/** What stands where something was not published. */
export const NOT_PUBLISHED = "unknown (imported)";

/** The artifact of an attempt that holds all that was published of the runs of its cell: each object that is stored costs a disk its time. */
export const PUBLISHED = "published";

export interface UpstreamPlan {
  readonly plan: FrozenPlan;
  readonly treatments: readonly Treatment[];
  /** By {@link placeOf}. */
  readonly cells: ReadonlyMap<string, PlannedCell>;
  /** What each task's experiment says of itself, by task id; stored as its rubric. */
  readonly records: ReadonlyMap<string, UpstreamExperiment>;
}

/** Where a run belongs: its experiment, tier, subtest and model. */
export function placeOf(experiment: string, tier: string, subtest: string, model: string | null): string {
  return JSON.stringify([experiment, tier, subtest, model]);
}

/** The plan that published results would have come of. An experiment of upstream is a task here: it had one each. Pure. */
export function upstreamPlan(results: UpstreamResults, name: string): UpstreamPlan {
  const { experiments, runs } = results;
  const taskNames = new Set(experiments.map(({ task }) => task)).size === experiments.length;
  const taskIds = uniqueIds(experiments.map((one) => (taskNames && one.task) || one.id));
  const models = [...new Set(runs.map(({ agentModel }) => agentModel))];
  const agentIds = uniqueIds(models.map((model) => model ?? "unknown"));
  const records = new Map(
    experiments.map((one) => [taskIds.get((taskNames && one.task) || one.id) ?? one.id, one] as const),
  );
  const tasks = [...records]
    .map(([id, one]) => taskOf(id, one, results.source))
    .sort((a, b) => compareKeys(a.id, b.id));
  const treatments = new Map<string, Treatment>();
  const cells = new Map<string, PlannedCell>();
  for (const task of tasks) {
    const experiment = records.get(task.id);
    for (const model of experiment?.agentModels.length ? experiment.agentModels : [null]) {
      for (const { tier, id: subtest } of experiment?.subtests ?? []) {
        const treatment = treatmentOf(tier, subtest, model);
        const digest = treatmentDigest(treatment);
        treatments.set(digest, treatment);
        const key = { task: task.id, tier, subtest, agent: agentIds.get(model ?? "unknown") ?? "unknown" };
        const cell = { key, treatment: digest, conditions: conditionsOf(task.limits) };
        cells.set(placeOf(experiment?.id ?? "", tier, subtest, model), {
          ...cell,
          digest: cellDigest({ ...cell, task: task.digest }),
        });
      }
    }
  }
  const plan: FrozenPlan = {
    schema: "plan/1",
    experiment: name,
    seed: 0,
    repeats: experiments.reduce((most, { repeats }) => Math.max(most, repeats), 1),
    quorum: 0.8,
    budget: null,
    ...laddersOf([...cells.values()]),
    tasks,
    agents: [...agentIds].map(([model, id]) => agentOf(id, models.includes(model) ? model : null)),
    cells: [...cells.values()].sort((a, b) => compareCells(a.key, b.key)),
    recipes: [],
    comparisons: [],
  };
  return { plan, treatments: [...treatments.values()], cells, records };
}

function taskOf(id: string, experiment: UpstreamExperiment, source: UpstreamResults["source"]): PlannedTask {
  const { repo, timeoutSeconds } = experiment;
  const limits = { timeMs: Math.round((timeoutSeconds ?? 0) * 1000), turns: null, usd: null };
  const rubric = sha256(recordText({ source, experiment }));
  return {
    id,
    title: `${id} (imported)`,
    digest: digestOf({ imported: experiment.id, repo: repo as unknown as Json }),
    repo: { kind: "url", url: repo?.url ?? NOT_PUBLISHED, commit: repo?.commit ?? NOT_PUBLISHED },
    setup: [],
    prompt: NOT_PUBLISHED,
    limits,
    network: [],
    grading: { digest: digestOf({ imported: rubric }), checks: [], protect: [], rubric },
  };
}

/** What is stored as a task's rubric: all that its experiment says of itself. */
export interface ExperimentRecord {
  readonly source: UpstreamResults["source"];
  readonly experiment: UpstreamExperiment;
}

export function recordText(record: ExperimentRecord): string {
  return `${JSON.stringify(record, null, 2)}\n`;
}

function conditionsOf(limits: RunLimits): Conditions {
  return { limits, agentVersion: null, sandbox: NOT_PUBLISHED, network: [] };
}

/** Results tell the name of a set-up, never what it gave to the agent. */
function treatmentOf(tier: string, subtest: string, model: string | null): Treatment {
  return {
    schema: "treatment/1",
    agent: { kind: IMPORTED, model, program: null, env: [] },
    resources: {
      instructions: {
        kind: "text",
        text: `${NOT_PUBLISHED}: what ${tier}/${subtest} gave to the agent was not published.\n`,
      },
      skills: [],
      subagents: [],
      mcp: [],
      tools: { kind: "default" },
      systemPrompt: { kind: "default" },
      thinking: null,
    },
  };
}

function agentOf(id: string, model: string | null): FrozenPlan["agents"][number] {
  return { id, kind: IMPORTED, model, command: null, program: null, env: [], version: null };
}

function laddersOf(cells: readonly PlannedCell[]): Pick<FrozenPlan, "tiers" | "subtests"> {
  const tiers = [...new Set(cells.map(({ key }) => key.tier))].sort(byNumber);
  const subtests = new Map(
    cells.map(({ key: { tier, subtest } }) => [`${tier}/${subtest}`, { tier, id: subtest, title: subtest }]),
  );
  return {
    tiers: tiers.map((id) => ({ id, title: id, dependsOn: [] })),
    subtests: [...subtests.values()],
  };
}

const byNumber = (a: string, b: string): number => Number(a.slice(1)) - Number(b.slice(1)) || compareKeys(a, b);

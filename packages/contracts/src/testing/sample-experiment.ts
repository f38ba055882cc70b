import { compareKeys } from "../digest.ts";
import type { LoadedExperiment, LoadedSubtest } from "../loaded.ts";
import type { PlannedAgent } from "../plan.ts";
import type { ResourceSpec } from "../treatment.ts";
import { sampleTask } from "./sample-plans.ts";

/** A set-up by its name, `tier/subtest`. */
export function sampleSubtest(
  name: string,
  resources: ResourceSpec = {},
  inherits: readonly string[] | null = null,
): LoadedSubtest {
  const [tier = "", id = ""] = name.split("/");
  return {
    tier,
    id,
    title: `Set-up ${id}`,
    inherits: inherits && { tiers: inherits, onMissing: "fail" },
    resources,
    at: { file: `/exp/ladder/${name}.yaml`, line: 1, col: 1 },
  };
}

/** What a set-up asks for that says this to the agent, and nothing else. */
export function toldInstructions(text: string): ResourceSpec {
  return { instructions: { kind: "text", text } };
}

/** An experiment as `config` would load it; a tier depends on those that its set-ups inherit from. */
export function sampleExperiment(
  subtests: readonly LoadedSubtest[],
  tasks: readonly string[],
  agents: readonly PlannedAgent[],
): LoadedExperiment {
  const tiers = [...Map.groupBy(subtests, ({ tier }) => tier)].map(([id, all]) => ({
    id,
    title: `Tier ${id}`,
    dependsOn: [...new Set(all.flatMap(({ inherits }) => inherits?.tiers ?? []))].sort(compareKeys),
  }));
  return {
    file: "/exp/experiment.yaml",
    name: "example",
    seed: 0,
    repeats: 1,
    quorum: 0.8,
    budgetUsd: null,
    tiers: tiers.map(({ id }) => id),
    ladder: { tiers, subtests },
    tasks: tasks.map((id) => ({
      ...sampleTask(id),
      at: { file: `/exp/tasks/${id}/task.yaml`, line: 1, col: 1 },
      reference: null,
    })),
    agents,
    comparisons: [],
    concurrency: { agents: 1, perAgent: {} },
    sandbox: "auto",
    objects: [],
  };
}

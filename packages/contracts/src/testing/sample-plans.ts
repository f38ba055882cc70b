import { sha256 } from "../digest.ts";
import type { CellKey } from "../keys.ts";
import type { Conditions, FrozenPlan, PlanGeneration, PlannedCell, PlannedTask, Recipe } from "../plan.ts";
import { planDigest } from "../plan.ts";
import type { RunStore } from "../ports/run-store.ts";
import { runOrder } from "../schedule.ts";

const CONDITIONS: Conditions = {
  limits: { timeMs: 1000, turns: null, usd: null },
  agentVersion: null,
  sandbox: "none",
  network: [],
};

/** A cell by its label, `task/tier/subtest/agent`: equal labels, equal digests. */
export function sampleCell(label: string): PlannedCell {
  return {
    key: sampleKey(label),
    digest: sha256(`cell ${label}`),
    treatment: sha256(`treatment ${label}`),
    conditions: CONDITIONS,
  };
}

/** A cell that inherits. */
export function sampleRecipe(
  label: string,
  inherits: readonly string[],
  onMissing: Recipe["onMissing"] = "fail",
): Recipe {
  return { key: sampleKey(label), inherits, onMissing, own: {}, conditions: CONDITIONS };
}

function sampleKey(label: string): CellKey {
  const [task = "", tier = "", subtest = "", agent = ""] = label.split("/");
  return { task, tier, subtest, agent };
}

/** A plan of the cells and recipes with these labels' tiers, tasks and agents; every task has one check. */
export function samplePlan(
  cells: readonly PlannedCell[],
  recipes: readonly Recipe[] = [],
  repeats: number = 2,
): FrozenPlan {
  const keys = [...cells, ...recipes].map((one) => one.key);
  const ids = (pick: (key: CellKey) => string): string[] => [...new Set(keys.map(pick))].sort();
  return {
    schema: "plan/1",
    experiment: "example",
    seed: 7,
    repeats,
    quorum: 0.8,
    budget: null,
    tiers: ids((key) => key.tier).map((id) => ({ id, title: `Tier ${id}`, dependsOn: [] })),
    subtests: [],
    tasks: ids((key) => key.task).map(sampleTask),
    agents: ids((key) => key.agent).map((id) => ({
      id,
      kind: "command",
      model: null,
      command: ["true"],
      program: null,
      env: [],
      version: null,
    })),
    cells,
    recipes,
    comparisons: [],
  };
}

/** A task with one check. */
export function sampleTask(id: string): PlannedTask {
  return {
    id,
    title: `Task ${id}`,
    digest: sha256(`task ${id}`),
    repo: { kind: "path", path: "/repo", commit: "0".repeat(40) },
    setup: [],
    prompt: "Do it.",
    limits: CONDITIONS.limits,
    network: [],
    grading: {
      digest: sha256(`grading ${id}`),
      checks: [{ id: "unit", command: ["true"], required: true, weight: 1, timeMs: 1000, hiddenTests: null }],
      protect: [],
      rubric: null,
    },
  };
}

/** A generation that makes these cells of a tier's recipes. */
export function sampleGeneration(tier: string, agent: string, cells: readonly PlannedCell[]): PlanGeneration {
  return { schema: "generation/1", tier, agent, cells, unresolved: [] };
}

/** What a runner hands to `acceptPlan`: every repeat of every cell, in starting order. */
export function acceptance(
  plan: FrozenPlan | PlanGeneration,
  { repeats, seed }: Pick<FrozenPlan, "repeats" | "seed"> = plan.schema === "plan/1" ? plan : { repeats: 1, seed: 7 },
  atMs = 1000,
): Parameters<RunStore["acceptPlan"]>[0] {
  return { name: "example", plan, digest: planDigest(plan), runs: runOrder(plan.cells, repeats, seed), atMs };
}

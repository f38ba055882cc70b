import { compareKeys, type Digest } from "./digest.ts";
import { compareCells } from "./keys.ts";
import type { PlannedCell, PlannedTask } from "./plan.ts";
import type { RunRecord } from "./ports/run-store.ts";
import { seededRandom, shuffled } from "./random.ts";
import { isFinal, nextStage } from "./run-state.ts";
import { inRange, type Stage, type StageRange } from "./stage.ts";
import type { CurrentPlan } from "./view.ts";

/** A repeat of a cell, before the store has given it an id. */
export interface RunRef {
  readonly cell: Digest;
  /** From 1. */
  readonly n: number;
}

/**
 * The order in which runs are started. Each block holds one repeat of every cell: tasks in random order, set-ups in random
 * order within a task, so that time of day, cache warmth and provider drift fall on all alike. Seeded: equal input, equal order.
 * More repeats append blocks. The order of the cells given does not matter.
 */
export function runOrder(cells: readonly PlannedCell[], repeats: number, seed: number): readonly RunRef[] {
  const byTask = Map.groupBy(
    cells.toSorted((a, b) => compareCells(a.key, b.key)),
    (cell) => cell.key.task,
  );
  const tasks = [...byTask.keys()].sort(compareKeys);
  const order: RunRef[] = [];
  for (let n = 1; n <= repeats; n++) {
    for (const task of shuffled(tasks, seededRandom(`${seed}/order/${n}`))) {
      const block = shuffled(byTask.get(task) ?? [], seededRandom(`${seed}/order/${n}/${task}`));
      for (const cell of block) order.push({ cell: cell.digest, n });
    }
  }
  return order;
}

/** A run that can be carried on now, and the stage that does it. */
export interface ReadyRun {
  readonly run: RunRecord;
  readonly cell: PlannedCell;
  readonly stage: Stage;
}

/**
 * Every run of the current plan that is not final and whose next stage is in range, in starting order.
 * Recipes are not among them: tiers that inherit join as a plan generation once the tiers they rest on are settled.
 * Held runs are included: a park passes, and a failed stage is tried again by each new drive.
 */
export function readyRuns(plan: CurrentPlan, runs: readonly RunRecord[], range: StageRange = {}): readonly ReadyRun[] {
  const byRef = new Map(runs.map((run) => [refKey(run), run]));
  const cells = new Map(plan.cells.map((cell) => [cell.digest, cell]));
  const tasks = new Map(plan.frozen.tasks.map((task) => [task.id, task]));
  const ready: ReadyRun[] = [];
  for (const ref of runOrder(plan.cells, plan.frozen.repeats, plan.frozen.seed)) {
    const run = byRef.get(refKey(ref));
    const cell = cells.get(ref.cell);
    if (!run || !cell || isFinal(run.state)) continue;
    const stage = nextStage(run.state, gradingShape(tasks.get(cell.key.task)));
    if (stage && inRange(stage, range)) ready.push({ run, cell, stage });
  }
  return ready;
}

export function refKey(ref: RunRef): string {
  return `${ref.cell}/${ref.n}`;
}

/** Which grading stages a task's runs pass through. */
export function gradingShape(task: PlannedTask | undefined): { readonly checks: boolean; readonly rubric: boolean } {
  return { checks: (task?.grading.checks.length ?? 0) > 0, rubric: task?.grading.rubric != null };
}

/** How far the runs of one tier have come for one agent, across tasks. */
export interface TierProgress {
  readonly planned: number;
  readonly valid: number;
  /** Finally missing. */
  readonly missing: number;
  /** Every run is valid or finally missing, and no recipe of the tier waits. */
  readonly settled: boolean;
}

export function tierProgress(plan: CurrentPlan, runs: readonly RunRecord[], tier: string, agent: string): TierProgress {
  const mine = (key: { readonly tier: string; readonly agent: string }): boolean =>
    key.tier === tier && key.agent === agent;
  const cells = new Set(plan.cells.filter((cell) => mine(cell.key)).map((cell) => cell.digest));
  const { repeats } = plan.frozen;
  let valid = 0;
  let missing = 0;
  for (const run of runs) {
    if (run.n > repeats || !cells.has(run.cell)) continue;
    if (run.state === "graded") valid++;
    if (run.state === "missing") missing++;
  }
  const waiting = plan.waiting.filter((recipe) => mine(recipe.key)).length;
  const unresolved = plan.unresolved.filter(({ recipe }) => mine(recipe.key));
  const failed = unresolved.filter(({ recipe }) => recipe.onMissing === "fail").length;
  const planned = (cells.size + waiting + failed) * repeats;
  missing += failed * repeats;
  // A tier of which everything was skipped is settled: what rests on it must not wait for ever.
  const known = planned > 0 || unresolved.length > 0;
  return { planned, valid, missing, settled: known && waiting === 0 && valid + missing === planned };
}

/** Agents and tiers whose recipes can be decided now: all tiers that they inherit from have a selection to rest on, or are settled and can get one. */
export function decidableInheritance(
  plan: CurrentPlan,
  runs: readonly RunRecord[],
  selected: ReadonlySet<string>,
): readonly { readonly tier: string; readonly agent: string }[] {
  const groups = Map.groupBy(plan.waiting, (recipe) => `${recipe.key.tier}\n${recipe.key.agent}`);
  return [...groups.values()].flatMap((recipes) => {
    const first = recipes[0];
    if (!first) return [];
    const { tier, agent } = first.key;
    const needed = new Set(recipes.flatMap((recipe) => recipe.inherits));
    const decidable = [...needed].every(
      (from) => selected.has(selectionKey({ tier: from, agent })) || tierProgress(plan, runs, from, agent).settled,
    );
    return decidable ? [{ tier, agent }] : [];
  });
}

export function selectionKey(selection: { readonly tier: string; readonly agent: string }): string {
  return `${selection.tier}\n${selection.agent}`;
}

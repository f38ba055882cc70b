import type { Digest, PlannedCell, PlannedTask, PlanRecord } from "@scylla/contracts";

/** A cell as some accepted plan had it. */
export interface KnownCell {
  readonly cell: PlannedCell;
  /** As it was in that plan. */
  readonly task: PlannedTask;
  /** The newest plan revision that has it. */
  readonly revision: number;
}

/** Every cell that a plan or generation ever had, by digest, those of the newest revision first. */
export function knownCells(plans: readonly PlanRecord[]): ReadonlyMap<Digest, KnownCell> {
  const known = new Map<Digest, KnownCell>();
  for (const { revision, tasks, cells } of withTasks(plans).toReversed()) {
    for (const cell of cells) {
      const task = tasks.find((one) => one.id === cell.key.task);
      if (task && !known.has(cell.digest)) known.set(cell.digest, { cell, task, revision });
    }
  }
  return known;
}

/** A generation's cells are of the tasks of the plan before it. */
function withTasks(plans: readonly PlanRecord[]) {
  let tasks: readonly PlannedTask[] = [];
  return plans.map(({ revision, plan }) => {
    if (plan.schema === "plan/1") tasks = plan.tasks;
    return { revision, tasks, cells: plan.cells };
  });
}

import type { DatabaseSync } from "node:sqlite";
import type { FrozenPlan, PlanGeneration } from "@scylla/contracts";

/**
 * Digests of all objects that a store names: what runs stored, treatments, hidden tests and rubrics of every plan that was ever accepted.
 * In order.
 */
export function referencedObjects(database: DatabaseSync): readonly string[] {
  const digests = new Set<string>();
  for (const row of database.prepare("SELECT DISTINCT digest FROM artifact").iterate())
    digests.add(String(row["digest"]));
  for (const { document } of database.prepare("SELECT document FROM plan").iterate())
    for (const digest of ofPlan(JSON.parse(String(document)) as FrozenPlan | PlanGeneration)) digests.add(digest);
  return [...digests].sort();
}

function* ofPlan(plan: FrozenPlan | PlanGeneration): Generator<string> {
  for (const cell of plan.cells) yield cell.treatment;
  if (plan.schema !== "plan/1") return;
  for (const { grading } of plan.tasks) {
    if (grading.rubric !== null) yield grading.rubric;
    for (const { hiddenTests } of grading.checks) if (hiddenTests !== null) yield hiddenTests;
  }
}

import type { DatabaseSync } from "node:sqlite";
import {
  canStep,
  cellDigest,
  type FrozenPlan,
  type PlanGeneration,
  planDigest,
  RUN_STATES,
  type RunState,
} from "@scylla/contracts";
import { archiveInvalid } from "./archive-error.ts";
import { CONTRADICTIONS, STEPS_TAKEN } from "./contradictions.ts";
import type { Manifest } from "./entries.ts";
import { ROW_SCHEMAS } from "./row-schemas.ts";

/**
 * That rows say nothing that a store would not: documents of their shape, digests of their content, logs that lead to the states of their
 * runs, facts that those states stand for. Whoever makes all of it anew can still claim anything.
 * @throws {ScyllaError} `ARCHIVE_INVALID`.
 */
export function requireConsistent(database: DatabaseSync, { experiment }: Pick<Manifest, "experiment">): void {
  for (const [table, schema] of Object.entries(ROW_SCHEMAS)) {
    for (const row of database.prepare(`SELECT * FROM ${table}`).iterate()) {
      const { error } = schema.safeParse(row);
      if (error) throw archiveInvalid(`a row of the table ${table} holds what no store writes`, error);
    }
  }
  for (const [why, query] of CONTRADICTIONS) if (database.prepare(query).get()) throw archiveInvalid(why);
  for (const step of database.prepare(STEPS_TAKEN).iterate()) requireStep(step);
  requirePlans(database);
  const stored = database.prepare("SELECT id, name FROM experiment").get();
  if (stored?.["id"] !== experiment.id || stored["name"] !== experiment.name)
    throw archiveInvalid("its manifest tells of another experiment");
  for (const { tier, agent, document } of database.prepare("SELECT * FROM selection").iterate()) {
    const selection = JSON.parse(String(document)) as { readonly tier: unknown; readonly agent: unknown };
    if (selection.tier !== tier || selection.agent !== agent) throw archiveInvalid("a winner is another group's");
  }
}

function requireStep(step: Readonly<Record<string, unknown>>): void {
  const from = String(step["from_state"]);
  const to = String(step["to_state"]);
  // Whatever is in flight may be begun or graded again.
  if (step["reopened"] === 1 && isState(from) && (to === "planned" || to === "captured")) return;
  if (!isState(from) || !isState(to) || !canStep(from, to)) throw archiveInvalid(`no run steps from ${from} to ${to}`);
}

function isState(text: string): text is RunState {
  return (RUN_STATES as readonly string[]).includes(text);
}

/** Plans and cells are what their digests say, and the cells of the store are those of its plans. */
function requirePlans(database: DatabaseSync): void {
  const cells = new Set<string>();
  let frozen: FrozenPlan | null = null;
  for (const { digest, document } of database.prepare("SELECT digest, document FROM plan ORDER BY revision").all()) {
    const plan = JSON.parse(String(document)) as FrozenPlan | PlanGeneration;
    if (planDigest(plan) !== digest) throw archiveInvalid("a plan is not what its digest says");
    if (plan.schema === "plan/1") frozen = plan;
    if (frozen === null) throw archiveInvalid("its plans begin with a part of one");
    requireCells(plan, frozen);
    for (const cell of plan.cells) cells.add(cell.digest);
  }
  const stored = database.prepare("SELECT digest FROM cell").all();
  if (stored.length !== cells.size || !stored.every(({ digest }) => cells.has(String(digest))))
    throw archiveInvalid("its cells are not those of its plans");
}

function requireCells(plan: FrozenPlan | PlanGeneration, { tasks, tiers, agents }: FrozenPlan): void {
  const digests = new Map(tasks.map(({ id, digest }) => [id, digest]));
  const tierIds = new Set(tiers.map(({ id }) => id));
  const agentIds = new Set(agents.map(({ id }) => id));
  for (const { key, digest, treatment, conditions } of plan.cells) {
    const task = digests.get(key.task);
    if (task === undefined || !tierIds.has(key.tier) || !agentIds.has(key.agent))
      throw archiveInvalid("a cell is of a task, group or agent that its plan does not have");
    if (cellDigest({ key, task, treatment, conditions }) !== digest)
      throw archiveInvalid("a cell is not what its digest says");
  }
}

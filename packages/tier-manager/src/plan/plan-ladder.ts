import {
  type CellKey,
  type Conditions,
  cellDigest,
  compareCells,
  compareKeys,
  type Digest,
  isScyllaError,
  type LadderPlan,
  type LoadedSubtest,
  type NotApplicable,
  type PlannedAgent,
  type PlannedCell,
  type PlannedTask,
  type Recipe,
  ScyllaError,
  type TierManager,
  type Treatment,
  treatmentDigest,
} from "@scylla/contracts";
import { type LayoutRegistry, notApplicable } from "../layouts/layout-registry.ts";
import { resolveTreatment } from "../resolve.ts";
import { canonicalResources } from "../resources/canonical.ts";
import { applicability, type Lacking } from "./applicability.ts";
import { chooseSubtests } from "./catalog.ts";
import { findRefusals, type ResolvedSetup, setupName } from "./refusals.ts";
import { throwInOrder } from "./throw-in-order.ts";

type PlanParams = Parameters<TierManager["plan"]>[0];

/** See `TierManager.plan`. Nothing of the result depends on the order of the input, or on which other tiers are asked for. */
export function planLadder(params: PlanParams, layouts: LayoutRegistry): LadderPlan {
  const { experiment, tiers, maxSubtests, available, versions, sandbox } = params;
  const subtests = chooseSubtests(experiment.ladder, tiers, maxSubtests);
  if (subtests.length === 0 || experiment.tasks.length === 0 || experiment.agents.length === 0) {
    const hint = "Name at least one task, one agent, and a tier with set-ups.";
    throw new ScyllaError("PLAN_EMPTY", "there is nothing to run", { at: { file: experiment.file }, hint });
  }
  const setups = experiment.agents.flatMap((agent) => subtests.map((subtest) => resolveSetup(subtest, agent)));
  throwInOrder(findRefusals(setups, new Set([...tiers, ...available]), layouts), subtests);
  const { applicable, lacking } = applicability(setups, layouts);
  if (applicable.length === 0) throwInOrder(lacking.map(asRefusal), subtests);

  const cells: PlannedCell[] = [];
  const recipes: Recipe[] = [];
  const treatments = new Map<Digest, Treatment>();
  for (const { subtest, agent, treatment, digest } of applicable) {
    if (!subtest.inherits) treatments.set(digest, treatment);
    for (const task of experiment.tasks) {
      const key: CellKey = { task: task.id, tier: subtest.tier, subtest: subtest.id, agent: agent.id };
      const conditions = conditionsOf(task, versions.get(agent.id) ?? null, sandbox);
      if (subtest.inherits) recipes.push(recipeOf(key, subtest, subtest.inherits, conditions));
      else
        cells.push({
          key,
          digest: cellDigest({ key, task: task.digest, treatment: digest, conditions }),
          treatment: digest,
          conditions,
        });
    }
  }
  return {
    tiers: experiment.ladder.tiers.filter(({ id }) => tiers.includes(id)),
    subtests: subtests.map(({ tier, id, title }) => ({ tier, id, title })),
    cells: cells.sort((a, b) => compareCells(a.key, b.key)),
    recipes: recipes.sort((a, b) => compareCells(a.key, b.key)),
    ...(lacking.length > 0 && { notApplicable: notApplicableCells(lacking, experiment.tasks) }),
    treatments: new Map([...treatments].sort(([a], [b]) => compareKeys(a, b))),
  };
}

function asRefusal({ setup: { subtest, agent }, lacks }: Lacking): ScyllaError {
  return notApplicable(setupName(subtest), agent.kind, lacks, subtest.at);
}

function notApplicableCells(lacking: readonly Lacking[], tasks: readonly PlannedTask[]): readonly NotApplicable[] {
  return lacking
    .flatMap(({ setup: { subtest, agent }, lacks }) =>
      tasks.map(({ id }) => ({ key: { task: id, tier: subtest.tier, subtest: subtest.id, agent: agent.id }, lacks })),
    )
    .sort((a, b) => compareCells(a.key, b.key));
}

/** An inheriting set-up is resolved as if it stood alone: to see what can't be given before anything is paid for. */
function resolveSetup(subtest: LoadedSubtest, agent: PlannedAgent): ResolvedSetup {
  try {
    const treatment = resolveTreatment(subtest.resources, agent);
    return { subtest, agent, treatment, digest: treatmentDigest(treatment) };
  } catch (error) {
    if (!isScyllaError(error)) throw error;
    throw new ScyllaError(error.code, error.message, {
      ...(error.hint !== undefined && { hint: error.hint }),
      at: subtest.at,
    });
  }
}

function recipeOf(
  key: CellKey,
  subtest: LoadedSubtest,
  inherits: NonNullable<LoadedSubtest["inherits"]>,
  conditions: Conditions,
): Recipe {
  return {
    key,
    inherits: [...inherits.tiers],
    onMissing: inherits.onMissing,
    own: canonicalResources(subtest.resources),
    conditions,
  };
}

function conditionsOf(task: PlannedTask, agentVersion: string | null, sandbox: string): Conditions {
  return { limits: task.limits, agentVersion, sandbox, network: [...new Set(task.network)].sort(compareKeys) };
}

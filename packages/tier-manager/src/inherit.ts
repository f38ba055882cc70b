import {
  cellDigest,
  type PlannedAgent,
  type PlannedCell,
  type PlannedTask,
  type Recipe,
  type ResourceSpec,
  type Treatment,
  treatmentDigest,
} from "@scylla/contracts";
import { resolveTreatment } from "./resolve.ts";
import { mergeResources } from "./resources/merge.ts";

/** See `TierManager.inherit`. */
export function inherit(params: {
  readonly recipe: Recipe;
  readonly winners: readonly ResourceSpec[];
  readonly task: PlannedTask;
  readonly agent: PlannedAgent;
}): { readonly cell: PlannedCell; readonly treatment: Treatment } {
  const { recipe, winners, task, agent } = params;
  const inherited = winners.map((winner) => withoutOwnModel(winner, agent)).reduce(mergeResources, {});
  const treatment = resolveTreatment(mergeResources(inherited, recipe.own), agent);
  const { key, conditions } = recipe;
  const digest = treatmentDigest(treatment);
  return {
    cell: {
      key,
      digest: cellDigest({ key, task: task.digest, treatment: digest, conditions }),
      treatment: digest,
      conditions,
    },
    treatment,
  };
}

/** A winner that ran with the agent's own model says nothing about models, and must not override one that does. */
function withoutOwnModel({ model, ...rest }: ResourceSpec, agent: PlannedAgent): ResourceSpec {
  return model === undefined || model === agent.model ? rest : { ...rest, model };
}

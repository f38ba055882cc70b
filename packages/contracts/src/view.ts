import { cellLabel } from "./keys.ts";
import type { FrozenPlan, PlanGeneration, PlannedCell, Recipe } from "./plan.ts";
import type {
  ExperimentRecord,
  ParkRecord,
  PlanRecord,
  RunReader,
  RunRecord,
  RunResultRow,
  SpendRecord,
} from "./ports/run-store.ts";
import type { Selection } from "./selection.ts";

/** The current plan with its generations folded in. */
export interface CurrentPlan {
  readonly frozen: FrozenPlan;
  readonly revision: number;
  /** Resolved cells, those of generations included, in key order of each document. */
  readonly cells: readonly PlannedCell[];
  /** Recipes that no generation has dealt with yet. */
  readonly waiting: readonly Recipe[];
  /** Recipes that will never become cells. */
  readonly unresolved: readonly { readonly recipe: Recipe; readonly reason: string }[];
}

/** Everything a fold needs, read at one moment. */
export interface ExperimentView {
  readonly experiment: ExperimentRecord;
  readonly plan: CurrentPlan;
  /** Runs of the current plan and of earlier ones, by id. */
  readonly runs: readonly RunRecord[];
  readonly results: ReadonlyMap<number, RunResultRow>;
  readonly selections: readonly Selection[];
  readonly spend: readonly SpendRecord[];
  readonly parks: readonly ParkRecord[];
}

/** Folds plan records into the current plan: the newest frozen plan, and the generations accepted after it. */
export function currentPlan(records: readonly PlanRecord[]): CurrentPlan | null {
  const index = records.findLastIndex((record) => record.plan.schema === "plan/1");
  const newest = records[index];
  if (newest?.plan.schema !== "plan/1") return null;
  const frozen = newest.plan;
  const generations = records.slice(index + 1).map((record) => record.plan as PlanGeneration);
  const recipes = new Map(frozen.recipes.map((recipe) => [cellLabel(recipe.key), recipe]));
  const cells = [...frozen.cells];
  const unresolved: { recipe: Recipe; reason: string }[] = [];
  for (const generation of generations) {
    for (const cell of generation.cells) {
      cells.push(cell);
      recipes.delete(cellLabel(cell.key));
    }
    for (const { key, reason } of generation.unresolved) {
      const recipe = recipes.get(cellLabel(key));
      if (recipe) unresolved.push({ recipe, reason });
      recipes.delete(cellLabel(key));
    }
  }
  return { frozen, revision: newest.revision, cells, waiting: [...recipes.values()], unresolved };
}

/** Reads a view. Null for a store without a plan. */
export async function readView(reader: RunReader): Promise<ExperimentView | null> {
  const experiment = await reader.experiment();
  const plan = currentPlan(await reader.plans());
  if (!experiment || !plan) return null;
  return {
    experiment,
    plan,
    runs: await reader.runs(),
    results: new Map((await reader.results()).map((row) => [row.run, row])),
    selections: await reader.selections(),
    spend: await reader.spend(),
    parks: await reader.parks(),
  };
}

import type { CellKey, ExperimentView } from "@scylla/contracts";

/** The part of a view that is about one tier and agent. */
export interface GroupView {
  readonly tier: string;
  readonly agent: string;
  readonly view: ExperimentView;
}

/** Cuts a view into one for each tier and agent, so that folding each costs no more than folding the whole once. */
export function groupViews(view: ExperimentView): ReadonlyMap<string, GroupView> {
  const { plan } = view;
  const of = (key: CellKey): string => groupKey(key);
  const groupOf = new Map(plan.cells.map((cell) => [cell.digest, of(cell.key)]));
  const cells = Map.groupBy(plan.cells, (cell) => of(cell.key));
  const waiting = Map.groupBy(plan.waiting, (recipe) => of(recipe.key));
  const unresolved = Map.groupBy(plan.unresolved, ({ recipe }) => of(recipe.key));
  const runs = Map.groupBy(view.runs, (run) => groupOf.get(run.cell));
  const keys = [...plan.cells, ...plan.waiting, ...plan.unresolved.map(({ recipe }) => recipe)].map(({ key }) => key);
  const groups = new Map<string, GroupView>();
  for (const { tier, agent } of keys) {
    const group = groupKey({ tier, agent });
    if (groups.has(group)) continue;
    const part = {
      ...plan,
      cells: cells.get(group) ?? [],
      waiting: waiting.get(group) ?? [],
      unresolved: unresolved.get(group) ?? [],
    };
    groups.set(group, { tier, agent, view: { ...view, plan: part, runs: runs.get(group) ?? [] } });
  }
  return groups;
}

export function groupKey(key: { readonly tier: string; readonly agent: string }): string {
  return `${key.tier}\n${key.agent}`;
}

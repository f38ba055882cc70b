import {
  type CellKey,
  type ExperimentView,
  isFinal,
  type KeyPattern,
  matchingCells,
  type NanoUsd,
  type Outcome,
  type PlannedCell,
  type RunId,
  type RunRecord,
  type RunState,
} from "@scylla/contracts";

/** What is done again: everything from the purchase on, or the grading of what was captured. */
export type RerunStage = "agent" | "check";

/** Which runs: all kinds must match, one of each kind's values. A kind that is absent matches everything. */
export interface RerunSelectors {
  readonly tasks?: readonly string[] | undefined;
  readonly tiers?: readonly string[] | undefined;
  /** `01-rule`, or `T0/01-rule`. */
  readonly subtests?: readonly string[] | undefined;
  readonly agents?: readonly string[] | undefined;
  /** Numbers, or keys of runs or of the cells whose runs are meant. */
  readonly runs?: readonly (number | KeyPattern)[] | undefined;
  /** Of current attempts. */
  readonly outcomes?: readonly Outcome[] | undefined;
}

export interface RerunItem {
  readonly run: RunId;
  readonly key: CellKey;
  readonly n: number;
  /** The current attempt and grading, which would be replaced. */
  readonly attempt: number;
  readonly grading: number;
  readonly outcome: Outcome | null;
  readonly cost: NanoUsd | null;
}

/** What a rerun would do: a plain value that can be printed. */
export interface RerunPlan {
  readonly stage: RerunStage;
  /** In key order. */
  readonly items: readonly RerunItem[];
  /** Selected, and done by the next drive anyway. */
  readonly open: readonly RerunItem[];
  /** Selected, and nothing of them was captured that could be graded again. */
  readonly ungradable: readonly RerunItem[];
  /** Recorded winners that were chosen from runs among the items. */
  readonly winners: readonly StandingWinner[];
}

interface StandingWinner {
  readonly tier: string;
  readonly title: string;
  readonly agent: string;
  /** Null where too few runs were valid for one. */
  readonly subtest: string | null;
}

/** Decides which runs of the current plan are to be done again. Nothing is changed by asking. */
export function planRerun(view: ExperimentView, selectors: RerunSelectors, stage: RerunStage): RerunPlan {
  const selected = selectedRuns(view, selectors);
  const fates = Map.groupBy(selected, ({ state }) => fateOf(state, stage));
  const items = (fates.get("again") ?? []).map(({ item }) => item);
  const sources = new Set(items.map(({ key }) => `${key.tier}\n${key.agent}`));
  return {
    stage,
    items,
    open: (fates.get("open") ?? []).map(({ item }) => item),
    ungradable: (fates.get("ungradable") ?? []).map(({ item }) => item),
    winners: view.selections
      .filter(({ tier, agent }) => sources.has(`${tier}\n${agent}`))
      .map(({ tier, agent, winner }) => ({
        tier,
        title: view.plan.frozen.tiers.find(({ id }) => id === tier)?.title ?? tier,
        agent,
        subtest: winner?.subtest ?? null,
      })),
  };
}

function selectedRuns(
  view: ExperimentView,
  selectors: RerunSelectors,
): readonly { readonly item: RerunItem; readonly state: RunState }[] {
  const { cells, frozen } = view.plan;
  const byCell = Map.groupBy(view.runs, (run) => run.cell);
  const named = namedRuns(cells, selectors.runs);
  return cells.flatMap((cell) => {
    if (!matches(cell, selectors)) return [];
    const runs = (byCell.get(cell.digest) ?? []).toSorted((a, b) => a.n - b.n);
    return runs.flatMap((run) => {
      const item = itemOf(view, cell, run);
      if (run.n > frozen.repeats || !named(cell, run.n)) return [];
      if (selectors.outcomes && !selectors.outcomes.some((outcome) => outcome === item.outcome)) return [];
      return [{ item, state: run.state }];
    });
  });
}

function matches({ key }: PlannedCell, { tasks, tiers, subtests, agents }: RerunSelectors): boolean {
  return (
    (tasks?.includes(key.task) ?? true) &&
    (tiers?.includes(key.tier) ?? true) &&
    (agents?.includes(key.agent) ?? true) &&
    (subtests?.some((one) => one === key.subtest || one === `${key.tier}/${key.subtest}`) ?? true)
  );
}

function namedRuns(
  cells: readonly PlannedCell[],
  wanted: RerunSelectors["runs"],
): (cell: PlannedCell, n: number) => boolean {
  if (!wanted) return () => true;
  const names = wanted.map((one) =>
    typeof one === "number" ? { cells: null, n: one } : { cells: new Set(matchingCells(one, cells)), n: one.n },
  );
  return (cell, n) => names.some((one) => (one.cells?.has(cell) ?? true) && (one.n === null || one.n === n));
}

function itemOf(view: ExperimentView, { key }: PlannedCell, run: RunRecord): RerunItem {
  const end = view.results.get(run.id)?.end;
  const { id, n, attempt, grading } = run;
  return { run: id, key, n, attempt, grading, outcome: end?.outcome ?? null, cost: end?.cost ?? null };
}

/** A run that is open before the stage is done anyway; done again now, it would be done twice. */
function fateOf(state: RunState, stage: RerunStage): "again" | "open" | "ungradable" {
  if (stage === "agent") return isFinal(state) || isPaid(state) ? "again" : "open";
  if (state === "missing") return "ungradable";
  return state === "graded" || state === "checked" || state === "judged" ? "again" : "open";
}

function isPaid(state: RunState): boolean {
  return state === "agent" || state === "captured" || state === "checked" || state === "judged";
}

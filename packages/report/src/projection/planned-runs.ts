import {
  type CellKey,
  compareCells,
  type Digest,
  type ExperimentView,
  isFinal,
  type RunRecord,
  type RunResultRow,
  refKey,
} from "@scylla/contracts";

/** A run that the current plan wants, with what the store knows of it. */
export interface PlannedRun {
  readonly key: CellKey;
  readonly n: number;
  /** Null while the treatment is not made, or never will be. */
  readonly cell: Digest | null;
  readonly run: RunRecord | null;
  /** Of the current attempt. */
  readonly row: RunResultRow | null;
  /** It has its verdict. */
  readonly valid: boolean;
  /** Nothing will change it but an explicit act. */
  readonly final: boolean;
  /** Why it is not valid; null for a valid one. */
  readonly reason: string | null;
}

/**
 * Every planned run in key order. Recipes are planned runs without a cell, but for those that were given up and may be (`skip`).
 * Runs of the store that the current plan does not want are not among them.
 */
export function plannedRuns(view: ExperimentView): readonly PlannedRun[] {
  const { plan } = view;
  const stored = new Map(view.runs.map((run) => [refKey(run), run]));
  const wanted = [
    ...plan.cells.map(({ key, digest }) => ({ key, cell: digest, lost: null })),
    ...plan.waiting.map(({ key }) => ({ key, cell: null, lost: null })),
    ...plan.unresolved
      .filter(({ recipe }) => recipe.onMissing === "fail")
      .map(({ recipe, reason }) => ({ key: recipe.key, cell: null, lost: reason })),
  ].sort((a, b) => compareCells(a.key, b.key));
  return wanted.flatMap(({ key, cell, lost }) =>
    Array.from({ length: plan.frozen.repeats }, (_, i): PlannedRun => {
      const n = i + 1;
      if (cell === null) return recipeRun(key, n, lost);
      const run = stored.get(refKey({ cell, n })) ?? null;
      return cellRun(key, n, cell, run, (run && view.results.get(run.id)) ?? null);
    }),
  );
}

function recipeRun(key: CellKey, n: number, lost: string | null): PlannedRun {
  const reason = lost ?? "waits for the set-ups that it inherits from";
  return { key, n, cell: null, run: null, row: null, valid: false, final: lost !== null, reason };
}

function cellRun(key: CellKey, n: number, cell: Digest, run: RunRecord | null, row: RunResultRow | null): PlannedRun {
  const valid = run?.state === "graded" && row?.verdict != null;
  const final = run !== null && isFinal(run.state);
  return { key, n, cell, run, row, valid, final, reason: valid ? null : whyNotValid(run) };
}

function whyNotValid(run: RunRecord | null): string {
  if (!run || (run.state === "planned" && !run.hold)) return "not begun";
  if (run.missing !== null) return run.missing;
  if (run.hold?.kind === "failed") return `${run.hold.stage} failed: ${run.hold.message}`;
  if (run.hold?.kind === "parked") return `parked: ${run.hold.key}`;
  return "in progress";
}

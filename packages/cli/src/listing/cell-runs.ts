import {
  type ExperimentView,
  type Outcome,
  type PlannedCell,
  type RunState,
  runLabel,
  usdFromNano,
} from "@scylla/contracts";
import { usd } from "@scylla/report";

/** A run in a line. */
export interface CellRun {
  readonly key: string;
  readonly state: RunState;
  /** Of the current attempt. */
  readonly outcome: Outcome | null;
  /** Null for a run that is not valid. */
  readonly passed: boolean | null;
  readonly costUsd: number | null;
}

/** Its planned runs, by n. */
export function cellRuns({ runs, results, plan }: ExperimentView, cell: PlannedCell): readonly CellRun[] {
  const mine = runs.filter((run) => run.cell === cell.digest && run.n <= plan.frozen.repeats);
  return mine
    .toSorted((a, b) => a.n - b.n)
    .map(({ id, n, state }) => {
      const { end, verdict } = results.get(id) ?? {};
      return {
        key: runLabel(cell.key, n),
        state,
        outcome: end?.outcome ?? null,
        passed: state === "graded" ? (verdict?.passed ?? null) : null,
        costUsd: end?.cost == null ? null : usdFromNano(end.cost),
      };
    });
}

/** A run's state as it is told: valid and missing are what everything else counts. */
export function runWords({ state, outcome, passed, costUsd }: CellRun): string {
  const words = state === "graded" ? "valid" : state === "missing" ? "finally missing" : `open, ${state}`;
  const result = passed === null ? [] : [passed ? "passed" : "not passed"];
  return [words, ...result, ...(outcome === null ? [] : [outcome]), ...(costUsd === null ? [] : [usd(costUsd)])].join(
    ", ",
  );
}

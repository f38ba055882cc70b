import { compareKeys } from "./digest.ts";
import type { NanoUsd } from "./money.ts";
import type { RunResultRow } from "./ports/run-store.ts";
import type { Contender } from "./selection.ts";
import type { ExperimentView } from "./view.ts";

/**
 * The figures of a tier's set-ups for one agent, across tasks, by subtest id. A pure fold, in key order:
 * what a selection is made of, and what a report shows.
 */
export function contendersOf(view: ExperimentView, tier: string, agent: string): readonly Contender[] {
  const { repeats } = view.plan.frozen;
  const cells = view.plan.cells.filter((cell) => cell.key.tier === tier && cell.key.agent === agent);
  const subtestOf = new Map(cells.map((cell) => [cell.digest, cell.key.subtest]));
  const rows = new Map<string, RunResultRow[]>();
  for (const run of view.runs) {
    const subtest = subtestOf.get(run.cell);
    const row = view.results.get(run.id);
    if (subtest === undefined || run.n > repeats || run.state !== "graded" || !row) continue;
    const mine = rows.get(subtest);
    if (mine) mine.push(row);
    else rows.set(subtest, [row]);
  }
  const planned = Map.groupBy(cells, (cell) => cell.key.subtest);
  return [...planned]
    .sort(([a], [b]) => compareKeys(a, b))
    .map(([subtest, tasks]) => contender(subtest, tasks.length * repeats, rows.get(subtest) ?? []));
}

function contender(subtest: string, runs: number, valid: readonly RunResultRow[]): Contender {
  const decided = valid.filter((row) => row.verdict?.passed != null);
  return {
    subtest,
    runs,
    valid: valid.length,
    // A verdict without a pass or fail (nothing required applied) is no failure.
    passRate: decided.length === 0 ? null : decided.filter((row) => row.verdict?.passed).length / decided.length,
    meanScore: meanOfKnown(valid.map((row) => row.verdict?.score ?? null)),
    meanCost: meanOfKnown(valid.map((row) => row.end?.cost ?? null)),
  };
}

/** Null when there is nothing, or when one value is unknown: a mean of the known ones would be about other runs. */
function meanOfKnown(values: readonly (NanoUsd | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  if (known.length === 0 || known.length < values.length) return null;
  // Sorted, so that the sum of fractions does not depend on the order in which runs were made.
  return known.toSorted((a, b) => a - b).reduce((sum, value) => sum + value, 0) / known.length;
}

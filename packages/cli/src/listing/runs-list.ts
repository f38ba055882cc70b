import type { StoredExperiment } from "@scylla/compose";
import { cellLabel, experimentState, type PlannedCell } from "@scylla/contracts";
import { counted, plainText, usd } from "@scylla/report";
import { titlesOf } from "../progress/titles.ts";
import { STATE_WORDS } from "../state-words.ts";
import { type CellRun, cellRuns, runWords } from "./cell-runs.ts";

/** Runs that are listed one by one, and cells that are listed at all, where not everything is asked for. */
const RUNS = 40;
const CELLS = 60;

/** What `list DIR --json` prints. Members are only ever added. */
export function runsJson({ view }: StoredExperiment): object {
  const { cells, waiting, unresolved, frozen } = view.plan;
  return {
    experiment: frozen.experiment,
    state: experimentState(view),
    cells: cells.map((cell) => ({ key: cellLabel(cell.key), digest: cell.digest, runs: cellRuns(view, cell) })),
    waiting: waiting.map(({ key, inherits }) => ({ key: cellLabel(key), inherits })),
    unresolved: unresolved.map(({ recipe, reason }) => ({ key: cellLabel(recipe.key), reason })),
  };
}

/** Cells and runs under the titles of their set-ups, with the keys that other commands take. */
export function runsLines(
  { view, results }: StoredExperiment,
  { dir, all }: { readonly dir: string; readonly all: boolean },
): readonly string[] {
  const { cells, waiting, unresolved, frozen } = view.plan;
  const { valid, planned } = results.counts;
  const titles = titlesOf(frozen);
  const each = all || planned <= RUNS;
  const shown = all ? cells : cells.slice(0, CELLS);
  const lines = [
    `${plainText(frozen.experiment)} in ${dir}: ${STATE_WORDS[experimentState(view)]}, ${valid} of ${counted(planned, "run")} valid`,
  ];
  for (const [title, mine] of Map.groupBy(shown, ({ key }) => titles.setUp(key))) {
    lines.push(title, ...mine.flatMap((cell) => cellLines(cell, cellRuns(view, cell), each)));
  }
  for (const { key, inherits } of waiting)
    lines.push(titles.setUp(key), `  ${cellLabel(key)}  waits for ${inherits.map(titles.group).join(", ")}`);
  for (const { recipe, reason } of unresolved)
    lines.push(titles.setUp(recipe.key), `  ${cellLabel(recipe.key)}  will not be run: ${plainText(reason)}`);
  if (shown.length < cells.length) lines.push(`and ${counted(cells.length - shown.length, "more cell")}`);
  return each && shown.length === cells.length ? lines : [...lines, "Every run: --all"];
}

function cellLines({ key }: PlannedCell, runs: readonly CellRun[], each: boolean): readonly string[] {
  if (each) return runs.map((run) => `  ${run.key}  ${runWords(run)}`);
  const valid = runs.filter(({ state }) => state === "graded").length;
  const passed = runs.filter((run) => run.passed).length;
  const cost = runs.reduce((sum, { costUsd }) => sum + (costUsd ?? 0), 0);
  return [`  ${cellLabel(key)}  ${valid} of ${runs.length} valid, ${passed} passed, ${usd(cost)}`];
}

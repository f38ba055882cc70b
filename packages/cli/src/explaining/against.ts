import { createRunner, type Difference, differences, gradingFields, type InspectedExperiment } from "@scylla/compose";
import { loadExperiment } from "@scylla/config";
import { cellLabel, type PlannedCell, ScyllaError } from "@scylla/contracts";
import { findKey } from "../find-key.ts";
import { nearPath } from "../own-command.ts";
import { usageError } from "../usage-error.ts";

/** What a cell was compared with, and what differs. */
export interface Comparison {
  /** A key, or the path of an experiment's file. */
  readonly with: string;
  /** Fields that make its digest differ: it would be bought again. */
  readonly cell: readonly Difference[];
  /** Fields of the grading that differ: its attempts would be graded again. */
  readonly grading: readonly Difference[];
}

/** Compares with another cell of the plan, or with the cell that the experiment's file would make now. */
export async function against(
  text: string,
  of: { readonly experiment: InspectedExperiment; readonly cell: PlannedCell; readonly dir: string },
): Promise<Comparison> {
  return /\.ya?ml$/.test(text) ? againstFile(text, of) : againstCell(text, of);
}

async function againstCell(
  text: string,
  { experiment, cell }: { readonly experiment: InspectedExperiment; readonly cell: PlannedCell },
): Promise<Comparison> {
  const other = findKey(text, experiment.view.plan);
  if (other.kind === "recipe" || other.n !== null)
    throw usageError(
      "--against needs a cell whose treatment is known, or the experiment's file",
      "Name a cell: task/T0/01-rule/agent.",
    );
  const [before, after] = [cell, other.cell].map(({ digest }) => experiment.cells.get(digest));
  if (!before || !after) throw new ScyllaError("INTERNAL", "a cell of the plan is in no plan");
  return {
    with: cellLabel(other.cell.key),
    cell: await experiment.differences(before, after),
    grading: differences(gradingFields(before.task.grading), gradingFields(after.task.grading)),
  };
}

async function againstFile(
  file: string,
  {
    experiment,
    cell,
    dir,
  }: { readonly experiment: InspectedExperiment; readonly cell: PlannedCell; readonly dir: string },
): Promise<Comparison> {
  const loaded = await loadExperiment(file);
  const forecast = await createRunner({ dir }).forecast({ experiment: loaded });
  const label = cellLabel(cell.key);
  const planned = forecast.cells.find(({ key }) => cellLabel(key) === label);
  const task = loaded.tasks.find(({ id }) => id === cell.key.task);
  const stored = experiment.cells.get(cell.digest);
  if (!planned || !task || !stored)
    throw usageError(
      `${nearPath(file)} has no cell ${label}`,
      "It was removed or renamed since, or its treatment is not known yet.",
    );
  return {
    with: nearPath(file),
    cell: planned.digest === cell.digest ? [] : await forecast.differences(stored, planned.digest),
    grading: differences(gradingFields(stored.task.grading), gradingFields(task.grading)),
  };
}

import { inspectExperiment } from "@scylla/compose";
import { EXIT } from "../exit-codes.ts";
import { findExperiment } from "../experiment-dir.ts";
import { against, type Comparison } from "../explaining/against.ts";
import { cellAccount } from "../explaining/cell-account.ts";
import { cellLines } from "../explaining/cell-lines.ts";
import { recipeJson, recipeLines } from "../explaining/recipe-account.ts";
import { runAccount } from "../explaining/run-account.ts";
import { runLines } from "../explaining/run-lines.ts";
import { findKey } from "../find-key.ts";
import { answerWidth, output } from "../output.ts";
import { usageError } from "../usage-error.ts";

export interface ExplainOptions {
  readonly against?: string;
  readonly json?: boolean;
}

/** Says all that is known of a run or a cell. @returns the exit code. */
export async function explain(key: string, named: string | undefined, options: ExplainOptions): Promise<number> {
  const out = output(options);
  const dir = findExperiment(named);
  await using experiment = await inspectExperiment({ dir });
  const found = findKey(key, experiment.view.plan);
  const answer = (value: object, lines: readonly string[]): number => {
    out.answer(out.json ? `${JSON.stringify({ status: "explained", dir, ...value })}\n` : `${lines.join("\n")}\n`);
    return EXIT.done;
  };
  if (found.kind === "recipe") {
    if (options.against !== undefined)
      throw usageError("--against needs a cell whose treatment is known", "What it inherits is not decided yet.");
    return answer(recipeJson(found), recipeLines(found, experiment.view.plan.frozen));
  }
  const compared: Comparison | null =
    options.against === undefined ? null : await against(options.against, { experiment, cell: found.cell, dir });
  if (found.n === null) {
    const account = await cellAccount(experiment, found.cell, compared);
    return answer(account, cellLines(account, experiment.view.plan.frozen, answerWidth()));
  }
  if (compared)
    throw usageError(
      "--against compares cells, not runs",
      `Leave the number of the run out: ${key.replace(/\/\d+\/?$/, "")}`,
    );
  const account = await runAccount(experiment, found.cell, found.n);
  return answer(account, runLines(account, experiment.view.plan.frozen, answerWidth()));
}

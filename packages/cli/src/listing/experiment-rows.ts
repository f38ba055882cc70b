import { basename } from "node:path";
import { readExperiment } from "@scylla/compose";
import { type ExperimentState, experimentState, isScyllaError } from "@scylla/contracts";
import { padEnd, plainText, textWidth, usd } from "@scylla/report";
import { errorJson } from "../error-text.ts";
import { lastWritten } from "../experiment-dir.ts";
import { nearPath } from "../own-command.ts";
import { clockTime } from "../resume-words.ts";
import { STATE_WORDS } from "../state-words.ts";

/** An experiment in a line: what `list --json` prints of each. Members are only ever added. */
export interface ExperimentRow {
  readonly dir: string;
  readonly name: string;
  readonly updatedAtMs: number;
  /** Null where it can't be read, as all that follow. */
  readonly state: ExperimentState | null;
  readonly counts: { readonly planned: number; readonly valid: number; readonly missing: number } | null;
  /** All that its agents reported, whether or not it brought a result. */
  readonly costUsd: number | null;
  /** Why it can't be read. */
  readonly error: object | null;
}

/** One that is damaged, or of another release, does not keep the others from being listed. */
export async function experimentRow(dir: string): Promise<ExperimentRow> {
  const updatedAtMs = Math.round(lastWritten(dir));
  try {
    const { view, results, extras } = await readExperiment({ dir });
    const costUsd = extras.spend.resultsUsd + extras.spend.outsideUsd;
    const { counts, experiment: name } = results;
    return { dir, name, updatedAtMs, state: experimentState(view), counts, costUsd, error: null };
  } catch (error) {
    if (!isScyllaError(error)) throw error;
    return { dir, name: basename(dir), updatedAtMs, state: null, counts: null, costUsd: null, error: errorJson(error) };
  }
}

export function experimentLines(rows: readonly ExperimentRow[]): readonly string[] {
  const cells = rows.map(({ dir, name, updatedAtMs, state, counts, costUsd, error }) => [
    plainText(name),
    state ? STATE_WORDS[state] : `can't be read (${error && "code" in error ? String(error.code) : "unknown"})`,
    counts ? `${counts.valid} of ${counts.planned}` : "",
    costUsd === null ? "" : usd(costUsd),
    clockTime(updatedAtMs),
    nearPath(dir),
  ]);
  const table = [["experiment", "state", "valid", "cost", "changed", "directory"], ...cells];
  const widths = table[0]?.map((_, i) => Math.max(...table.map((row) => textWidth(row[i] ?? "")))) ?? [];
  return table.map((row) =>
    row
      .map((cell, i) => padEnd(cell, widths[i] ?? 0))
      .join("  ")
      .trimEnd(),
  );
}

import type { ReportProblem } from "../read/problems.ts";
import { type Cells, cellsOf } from "./cells.ts";
import { parseCsv } from "./parse-csv.ts";
import { KEY_COLUMNS, keyText, type RunKey, runKeyOf } from "./run-key.ts";

export interface KeyedRow {
  readonly key: RunKey;
  /** Of the run, and of what else tells the rows of this table apart. */
  readonly text: string;
  readonly cells: Cells;
}

/**
 * The rows of a table, each once: of several with the same key the first counts, and the others are reported.
 * @param more columns that belong to the key beside those of the run.
 */
export function keyedRows(
  table: { readonly text: string; readonly file: string; readonly columns: readonly string[] },
  more: readonly string[],
  report: ReportProblem,
): readonly KeyedRow[] {
  const seen = new Set<string>();
  return parseCsv(table.text, table.file, [...KEY_COLUMNS, ...more, ...table.columns]).flatMap((row) => {
    const at = `${table.file}:${row.line}`;
    const cells = cellsOf(row, table.file, report);
    const key = runKeyOf(cells);
    if (key === null) {
      report(at, "it names no run: experiment, tier, subtest and a number from 1");
      return [];
    }
    const text = [keyText(key), ...more.map((column) => row.cell(column))].join("\n");
    if (seen.has(text)) {
      report(at, "it is there twice; the first counts");
      return [];
    }
    seen.add(text);
    return [{ key, text: keyText(key), cells }];
  });
}

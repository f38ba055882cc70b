import type { ReportProblem } from "../read/problems.ts";
import type { CsvRow } from "./parse-csv.ts";

/** What pandas writes for what is not there, or has no bound. */
const NOTHING = new Set(["", "nan", "NaN", "inf", "-inf"]);

/** The typed cells of a row. What is not what it should be is null, and is reported. */
export interface Cells {
  readonly text: (column: string) => string | null;
  readonly number: (column: string) => number | null;
  readonly flag: (column: string) => boolean | null;
}

export function cellsOf({ line, cell }: CsvRow, file: string, report: ReportProblem): Cells {
  const wrong = (column: string, value: string, what: string): null => {
    report(`${file}:${line}`, `its ${column} is no ${what}: ${JSON.stringify(value.slice(0, 40))}`);
    return null;
  };
  return {
    text: (column) => cell(column) || null,
    number: (column) => {
      const value = cell(column).trim();
      if (NOTHING.has(value)) return null;
      const number = Number(value);
      return Number.isFinite(number) ? number : wrong(column, value, "number");
    },
    flag: (column) => {
      const value = cell(column).trim();
      if (NOTHING.has(value)) return null;
      return value === "True" ? true : value === "False" ? false : wrong(column, value, "True or False");
    },
  };
}

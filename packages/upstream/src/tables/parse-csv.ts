import { ScyllaError } from "@scylla/contracts";
import { CsvError, parse } from "csv-parse/sync";

export interface CsvRow {
  /** In the file, from 1; of its last line where a cell holds several. */
  readonly line: number;
  /** Of a column; empty where the table does not have it. */
  readonly cell: (column: string) => string;
}

/**
 * Parses a table with a heading.
 * @param columns must be there; others may be.
 * @throws {ScyllaError} `CONFIG_SYNTAX` where it is no table, or a column is not there.
 */
export function parseCsv(text: string, file: string, columns: readonly string[]): readonly CsvRow[] {
  const [heading, ...rows] = recordsOf(text, file);
  const places = new Map(heading?.record.map((column, place) => [column, place]));
  const missing = columns.filter((column) => !places.has(column));
  if (missing.length > 0) {
    throw new ScyllaError("CONFIG_SYNTAX", `${file} has no column ${missing.join(", ")}`, {
      at: { file, line: 1 },
      hint: "Give the tables as they were published.",
    });
  }
  return rows.map(({ info, record }) => ({
    line: info.lines,
    cell: (column) => record[places.get(column) ?? -1] ?? "",
  }));
}

interface Located {
  readonly info: { readonly lines: number };
  readonly record: readonly string[];
}

function recordsOf(text: string, file: string): readonly Located[] {
  try {
    // Its types know of `info` only beside columns.
    return parse(text, { bom: true, info: true, skip_empty_lines: true }) as unknown as readonly Located[];
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const { lines } = error;
    throw new ScyllaError("CONFIG_SYNTAX", `${file} is no table, or not all of one: ${error.message}`, {
      at: { file, ...(typeof lines === "number" ? { line: lines } : {}) },
      hint: "Get the file again from where it was published.",
      cause: error,
    });
  }
}

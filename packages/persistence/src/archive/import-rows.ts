import type { DatabaseSync } from "node:sqlite";
import type { Value } from "../sqlite/sealed-table.ts";
import { archiveInvalid } from "./archive-error.ts";
import type { ArchiveReader } from "./archive-reader.ts";
import { rowWriter } from "./archive-rows.ts";
import { type Manifest, rowsEntry } from "./entries.ts";
import { requireEntry } from "./read-manifest.ts";

/** Writes the rows of all tables, in the archive's order. @throws {ScyllaError} `ARCHIVE_INVALID`, and what SQLite refuses. */
export async function importRows(database: DatabaseSync, reader: ArchiveReader, manifest: Manifest): Promise<void> {
  for (const table of manifest.tables) {
    const write = rowWriter(database, table);
    let part = 0;
    for (let left = table.rows; left > 0; ) {
      part += 1;
      const name = rowsEntry(table.name, part);
      await requireEntry(reader, name);
      const rows = parseRows(await reader.content(), table.columns.length, name);
      left -= rows.length;
      if (rows.length === 0 || left < 0)
        throw archiveInvalid(`${name} does not hold the rows that its manifest tells of`);
      for (const row of rows) write(row);
    }
  }
}

function parseRows(content: Buffer, columns: number, name: string): readonly (readonly Value[])[] {
  const lines = content.toString("utf8").split("\n");
  if (lines.pop() !== "") throw archiveInvalid(`${name} does not end with a line`);
  return lines.map((line) => {
    const row = parseLine(line);
    if (!isRow(row, columns)) throw archiveInvalid(`${name} holds a line that is no row`);
    return row;
  });
}

function parseLine(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}

function isRow(row: unknown, columns: number): row is readonly Value[] {
  const isValue = (value: unknown): boolean => value === null || typeof value === "string" || typeof value === "number";
  return Array.isArray(row) && row.length === columns && row.every(isValue);
}

import type { Dirent } from "node:fs";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import type { ReportProblem } from "../read/problems.ts";

/** The directories in one, by name. A link is no directory: what it leads to may lie anywhere. It is reported. */
export async function directoriesIn(path: string, name: string, report: ReportProblem): Promise<readonly string[]> {
  const entries = await entriesOf(path, name, report);
  for (const entry of entries.filter((one) => one.isSymbolicLink()))
    report(join(name, entry.name), "it is a symbolic link, which is not followed");
  return entries
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
}

async function entriesOf(path: string, name: string, report: ReportProblem): Promise<readonly Dirent[]> {
  try {
    return await readdir(path, { withFileTypes: true });
  } catch (error) {
    if (!(error instanceof Error && "code" in error)) throw error;
    report(name === "" ? "." : name, `it can't be read: ${error.code}`);
    return [];
  }
}

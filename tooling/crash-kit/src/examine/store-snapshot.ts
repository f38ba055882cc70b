import { copyFileSync, globSync, mkdtempSync, rmSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { isScyllaError, type RunHistory } from "@scylla/contracts";
import { openRunStore } from "@scylla/persistence";

/** What a store holds at one moment. */
export interface StoreSnapshot {
  readonly histories: readonly RunHistory[];
  /** What SQLite itself and the log's own rules find wrong; empty for a sound store. */
  readonly problems: readonly string[];
}

/**
 * Looks at a copy, so that the store stays exactly as the killed process left it, and it is Scylla that mends it.
 * @returns null where there is no store yet; the code of the refusal where it can't be read.
 */
export async function snapshotStore(out: string): Promise<StoreSnapshot | { readonly refused: string } | null> {
  const files = globSync(join(out, "store.db*"));
  if (files.length === 0) return null;
  const copy = mkdtempSync(join(dirname(out), "copy-"));
  try {
    // Without -shm: it is made again from the log, as after a power cut.
    for (const file of files.filter((name) => !name.endsWith("-shm"))) copyFileSync(file, join(copy, basename(file)));
    const histories = await readHistories(copy);
    return { histories, problems: [...databaseProblems(join(copy, "store.db")), ...histories.flatMap(logProblems)] };
  } catch (error) {
    if (isScyllaError(error)) return { refused: error.code };
    throw error;
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

async function readHistories(dir: string): Promise<RunHistory[]> {
  const reader = await openRunStore({ dir, mode: "read" });
  try {
    const histories: RunHistory[] = [];
    for (const { id } of await reader.runs()) {
      const history = await reader.history(id);
      if (history) histories.push(history);
    }
    return histories;
  } finally {
    await reader.close();
  }
}

function databaseProblems(file: string): string[] {
  const database = new DatabaseSync(file);
  try {
    const integrity = database
      .prepare("PRAGMA integrity_check")
      .all()
      .flatMap((row) => Object.values(row));
    const orphans = database.prepare("PRAGMA foreign_key_check").all();
    return [
      ...integrity.filter((text) => text !== "ok").map((text) => `integrity: ${text}`),
      ...orphans.map((row) => `foreign key: ${JSON.stringify(row)}`),
    ];
  } finally {
    database.close();
  }
}

/** The log has no gap, each step begins where the one before ended, and the run is where its last step led. */
function logProblems({ run, transitions, attempts }: RunHistory): string[] {
  const problems: string[] = [];
  let state = "planned";
  transitions.forEach((step, index) => {
    if (step.version !== index + 1) problems.push(`run ${run.id}: step ${index + 1} has version ${step.version}`);
    if (step.from !== state) problems.push(`run ${run.id}: step ${step.version} begins at ${step.from}, not ${state}`);
    state = step.to;
  });
  if (run.state !== state) problems.push(`run ${run.id} is ${run.state}, and its log says ${state}`);
  if (new Set(attempts.map((one) => one.token)).size !== attempts.length)
    problems.push(`run ${run.id}: two attempts have one token`);
  return problems;
}

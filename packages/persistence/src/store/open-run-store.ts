import type { RunReader, RunStore } from "@scylla/contracts";
import { openDatabase } from "../sqlite/open-database.ts";
import { runReader } from "./run-reader.ts";
import { runWriter } from "./run-writer.ts";
import { tablesOf } from "./tables.ts";

interface Place {
  /** The experiment directory. */
  readonly dir: string;
}

/**
 * Opens the store of an experiment directory.
 * For writing it is made where there is none, and brought to this release's format where it is older; take the writer's lock first.
 * For reading nothing is changed, no lock is needed, and everything is seen as it was at one moment: open it again to see more.
 * A scratch store waits for no disk, and is lost with the machine: for one that is made to be exported.
 * @throws {ScyllaError} `STORE_MISSING`, `STORE_DAMAGED`, `STORE_NEWER`, `STORE_UNSUPPORTED`, `STORE_IO`, `DISK_FULL`.
 */
export function openRunStore(params: Place & { readonly mode: "read" }): Promise<RunReader>;
export function openRunStore(params: Place & { readonly mode: "write"; readonly scratch?: boolean }): Promise<RunStore>;
export async function openRunStore(
  params: Place & { readonly mode: "read" | "write"; readonly scratch?: boolean },
): Promise<RunReader> {
  const { dir, mode, scratch = false } = params;
  const database = openDatabase(dir, mode);
  if (scratch) database.exec("PRAGMA synchronous = OFF");
  const tables = tablesOf(database);
  const reader = runReader(database, tables);
  if (mode === "read") return reader;
  return { ...reader, ...runWriter(database, tables) };
}

import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { ScyllaError } from "@scylla/contracts";
import { makeDirectory } from "./artifacts/durable-file.ts";
import { requireLocalDisk } from "./sqlite/require-support.ts";
import { naming } from "./sqlite/store-error.ts";

export interface WriterLock extends AsyncDisposable {
  release(): Promise<void>;
}

const LOCK_FILE = "lock.db";
const SQLITE_BUSY = 5;
/** Where SQLite's locks on a file begin; they hold no bytes of it. */
const LOCKED_BYTES = String(0x40000000);

/** What is held: a connection that nobody refers to would be collected as garbage, and its lock with it. */
const HELD = new Set<DatabaseSync>();

/**
 * The right to write in an experiment directory, held until it is released or the process ends, in whatever way: it is a lock of the
 * operating system on a file of its own. Who holds it must never open `lock.db` or `store.db` through `fs`: closing that would drop the lock.
 * @throws {ScyllaError} `STORE_LOCKED` at once when another process holds it; `STORE_UNSUPPORTED` on a network file system.
 */
export async function acquireWriterLock({ dir }: { readonly dir: string }): Promise<WriterLock> {
  const file = join(dir, LOCK_FILE);
  const database = naming(`the lock ${file} can't be taken`, () => {
    makeDirectory(dir);
    requireLocalDisk(dir);
    return taken(file, dir);
  });
  HELD.add(database);
  const release = async (): Promise<void> => {
    if (HELD.delete(database)) database.close();
  };
  return { release, [Symbol.asyncDispose]: release };
}

function taken(file: string, dir: string): DatabaseSync {
  const database = new DatabaseSync(file, { timeout: 0 });
  try {
    database.exec("BEGIN EXCLUSIVE");
    return database;
  } catch (error) {
    database.close();
    if (error instanceof Error && "errcode" in error && error.errcode === SQLITE_BUSY) throw locked(file, dir, error);
    throw error;
  }
}

function locked(file: string, dir: string, cause: Error): ScyllaError {
  const pid = holderOf(file);
  return new ScyllaError(
    "STORE_LOCKED",
    `${pid === String(process.pid) ? "this" : "another"} process${pid === null ? "" : ` (${pid})`} is running the experiment in ${dir}`,
    {
      cause,
      hint: "Wait until it ends, or stop it; `scylla status` and `scylla report` work meanwhile.",
    },
  );
}

/** Who holds the lock, where the system tells; only for the message. */
function holderOf(file: string): string | null {
  if (process.platform !== "linux") return null;
  try {
    const inode = String(statSync(file).ino);
    const lines = readFileSync("/proc/locks", "utf8")
      .split("\n")
      .map((line) => line.trim().split(/\s+/));
    // 1: POSIX ADVISORY WRITE 1234 00:2f:5678 1073741824 1073742335
    const line = lines.find(
      (words) => words[3] === "WRITE" && words[5]?.endsWith(`:${inode}`) && words[6] === LOCKED_BYTES,
    );
    return line?.[4] ?? null;
  } catch {
    // Not told here.
    return null;
  }
}

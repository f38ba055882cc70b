import { randomUUID } from "node:crypto";
import { mkdir, open, readdir, rename, rm, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { ScyllaError } from "@scylla/contracts";

export interface WholeFile {
  readonly path: string;
  readonly content: string | Uint8Array;
}

/** A temporary file of a process that was killed is removed after this long. */
const STALE_MS = 60 * 60 * 1000;

/** What a killed process may leave beside files. */
export const TEMPORARY = /^\.report-[0-9a-f-]{36}\.tmp$/;

/**
 * Writes files, and directories for them. Each is replaced as a whole, in this order, and none before all are written out: a failure, a full
 * disk or a kill leaves what can be read. Safe to repeat, and for two processes at once.
 * @throws {ScyllaError} `DISK_FULL`, `STORE_IO`, which name `dir`.
 */
export async function writeWholeFiles(dir: string, wanted: readonly WholeFile[]): Promise<void> {
  const files = wanted.map((file) => ({ ...file, temporary: join(dirname(file.path), `.report-${randomUUID()}.tmp`) }));
  try {
    for (const folder of new Set([dir, ...files.map(({ path }) => dirname(path))])) {
      await mkdir(folder, { recursive: true });
      await removeStale(folder);
    }
    for (const { temporary, content } of files) await writeDurably(temporary, content);
    for (const { temporary, path } of files) await rename(temporary, path);
  } catch (cause) {
    await Promise.allSettled(files.map(({ temporary }) => rm(temporary, { force: true })));
    throw notWritten(dir, cause);
  }
}

async function writeDurably(path: string, content: string | Uint8Array): Promise<void> {
  const file = await open(path, "wx", 0o644);
  try {
    await file.writeFile(content);
    await file.sync();
  } finally {
    await file.close();
  }
}

async function removeStale(dir: string): Promise<void> {
  for (const name of await readdir(dir)) {
    if (!TEMPORARY.test(name)) continue;
    const path = join(dir, name);
    // Another process may be faster at either.
    const facts = await stat(path).catch(() => null);
    if (facts && Date.now() - facts.mtimeMs > STALE_MS) await rm(path, { force: true });
  }
}

function notWritten(dir: string, cause: unknown): ScyllaError {
  const full = cause instanceof Error && "code" in cause && (cause.code === "ENOSPC" || cause.code === "EDQUOT");
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new ScyllaError(full ? "DISK_FULL" : "STORE_IO", `The reports in ${dir} could not be written: ${reason}`, {
    hint: "The results are stored, and older reports are unchanged. Make room or give permission, then ask for the report again.",
    cause,
  });
}

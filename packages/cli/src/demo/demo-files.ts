import { existsSync, readdirSync } from "node:fs";
import { cp, mkdtemp, realpath, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { ScyllaError } from "@scylla/contracts";
import { defaultWorkRoot, removeWorkingTree } from "@scylla/workspace";
import { layProject } from "../lay-project.ts";
import { nearPath } from "../own-command.ts";
import { QUICKSTART } from "../own-files.ts";
import { addSchemas, SCHEMAS } from "../project-schemas.ts";
import { seenAt } from "../seen-at.ts";

/** Where a run keeps what it makes, beside its experiment. */
const RUNS = ".scylla";

/** A copy of the example without runs, in the directory named or a temporary one. @returns its path. @throws {ScyllaError} `USAGE`. */
export async function copyExample(named: string | undefined): Promise<string> {
  const dir = named === undefined ? await mkdtemp(join(tmpdir(), "scylla-demo-")) : resolve(named);
  const known = new Set([...readdirSync(QUICKSTART), RUNS, SCHEMAS]);
  const other = seenAt(dir)?.isDirectory() ? readdirSync(dir).find((name) => !known.has(name)) : undefined;
  if (other !== undefined) throw foreign(dir, other);
  const [changed] = await layProject(dir, async (into) => {
    await cp(QUICKSTART, into, { recursive: true, filter: (path) => !path.startsWith(join(QUICKSTART, RUNS)) });
    await addSchemas(into);
  });
  if (changed !== undefined) throw foreign(dir, changed);
  await removeRuns(join(dir, RUNS, "quickstart"));
  return dir;
}

/** Those of an earlier demonstration. One that goes on keeps its own: its lock can't be had. */
async function removeRuns(runs: string): Promise<void> {
  if (!existsSync(runs)) return;
  const { acquireWriterLock } = await import("@scylla/persistence");
  const lock = await acquireWriterLock({ dir: runs });
  try {
    await rm(runs, { recursive: true, force: true });
  } finally {
    await lock.release();
  }
}

function foreign(dir: string, name: string): ScyllaError {
  return new ScyllaError("USAGE", `the demonstration can't be made in ${nearPath(dir)}: ${name} there is not its own`, {
    hint: "Name a directory that is empty or does not exist; without one, a temporary directory is taken.",
  });
}

/** A work directory of its own, removed with all that is in it: only the demonstration's files stay. None where the user has chosen one. */
export async function ownWorkDirectory(): Promise<AsyncDisposable & { readonly env: NodeJS.ProcessEnv }> {
  if (process.env["SCYLLA_WORK_DIR"]) return { env: {}, [Symbol.asyncDispose]: async () => {} };
  const root = await realpath(await mkdtemp(`${defaultWorkRoot(process.env)}-demo-`));
  const remove = async (): Promise<void> => {
    await removeWorkingTree(root);
  };
  return { env: { SCYLLA_WORK_DIR: root }, [Symbol.asyncDispose]: remove };
}

import { accessSync, constants, existsSync, readdirSync, statSync } from "node:fs";
import { rename } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { ScyllaError } from "@scylla/contracts/basics";
import { experimentsIn, hasStore, MOVED_ASIDE, STORE } from "./experiments-in.ts";
import { noExperiment } from "./no-experiment.ts";
import { nearPath } from "./own-command.ts";

/** What a runner that was killed early may have left in a directory without a store. */
const OURS = /^(lock|store)\.db|^objects$|^reports$/;

/** Where `run` works: the given directory, else `.scylla/<name>` beside the experiment. */
export function directoryFor(experiment: { readonly file: string; readonly name: string }, out?: string): string {
  return out === undefined ? join(dirname(experiment.file), ".scylla", experiment.name) : resolve(out);
}

/** Refuses a directory that is in use for something else, or can't be made. @throws {ScyllaError} `USAGE`. */
export function refuseForeign(dir: string): void {
  if (hasStore(dir)) return;
  const nearest = nearestExisting(dir);
  const what = nearest === dir ? "it" : nearPath(nearest);
  if (!statSync(nearest).isDirectory()) throw foreign(dir, `${what} is not a directory`);
  if (!isWritable(nearest)) throw foreign(dir, `${what} is not writable`);
  if (nearest !== dir) return;
  const other = readdirSync(dir).find((name) => !OURS.test(name));
  if (other !== undefined) throw foreign(dir, `it holds other things, such as ${other}`);
}

function nearestExisting(path: string): string {
  let at = path;
  while (!existsSync(at)) at = dirname(at);
  return at;
}

function isWritable(dir: string): boolean {
  try {
    accessSync(dir, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

function foreign(dir: string, why: string): ScyllaError {
  return new ScyllaError("USAGE", `no experiment can be made in ${nearPath(dir)}: ${why}`, {
    hint: "Name a directory that is empty or does not exist with --out.",
  });
}

/**
 * Moves an experiment directory to `<dir>.old-<n>`, unless another process is working on it.
 * @returns where it is now; null when there was nothing.
 * @throws {ScyllaError} `STORE_LOCKED`.
 */
export async function moveAside(dir: string): Promise<string | null> {
  refuseForeign(dir);
  if (!existsSync(dir) || readdirSync(dir).length === 0) return null;
  const { acquireWriterLock } = await import("@scylla/persistence");
  const lock = await acquireWriterLock({ dir });
  try {
    let n = 1;
    while (existsSync(`${dir}.old-${n}`)) n++;
    await rename(dir, `${dir}.old-${n}`);
    return `${dir}.old-${n}`;
  } finally {
    await lock.release();
  }
}

/**
 * The experiment directory that a person means: the one named, the latest under its `.scylla`, or, with no name, the latest from here.
 * @throws {ScyllaError} `STORE_MISSING`.
 */
export function findExperiment(named: string | undefined): string {
  const dir = resolve(named ?? ".");
  if (hasStore(dir)) return dir;
  const latest = latestUnder(join(dir, ".scylla")) ?? latestUnder(dir);
  if (latest !== null) return latest;
  throw noExperiment(dir);
}

/** The experiment that was worked on last, those that `--fresh` moved aside left out. */
function latestUnder(parent: string): string | null {
  const found = experimentsIn(parent)
    .filter((dir) => !MOVED_ASIDE.test(dir))
    .map((dir) => ({ dir, atMs: lastWritten(dir) }));
  return found.sort((a, b) => b.atMs - a.atMs)[0]?.dir ?? null;
}

/** When something was last recorded in an experiment directory. */
export function lastWritten(dir: string): number {
  const files = [STORE, `${STORE}-wal`].map((name) => statSync(join(dir, name), { throwIfNoEntry: false }));
  // A log that holds nothing was made by a reader.
  return Math.max(...files.map((file) => (file && file.size > 0 ? file.mtimeMs : 0)));
}

import { randomBytes } from "node:crypto";
import { existsSync, statfsSync } from "node:fs";
import { mkdir, readdir, rename } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { isScyllaError, ScyllaError } from "@scylla/contracts";
import { sendSignal } from "./processes/token-scan.ts";
import { removeTree } from "./tree/remove-tree.ts";

/** By target: who asks for what is being made waits for it. */
const inFlight = new Map<string, Promise<void>>();

/** What this process is making: its number alone does not tell, it may have been another's before a restart. */
const ours = new Set<string>();

/**
 * Makes a directory that is there completely or not at all, whoever else makes it at the same time and whenever somebody is killed:
 * it is made aside and renamed. In one process it is made once however often it is asked for; of several, the first to finish
 * wins. A failure is not remembered. @throws {ScyllaError} `INTERRUPTED`, and what `make` throws.
 */
export async function makeOnce(
  target: string,
  signal: AbortSignal,
  make: (making: string) => Promise<void>,
): Promise<string> {
  while (!existsSync(target)) {
    if (signal.aborted) throw new ScyllaError("INTERRUPTED", `making ${basename(target)} was interrupted`);
    const making = inFlight.get(target) ?? makeAside(target, make).finally(() => inFlight.delete(target));
    inFlight.set(target, making);
    try {
      await making;
    } catch (error) {
      // The one who began it was interrupted. Who was not asks again.
      if (!isScyllaError(error, "INTERRUPTED") || signal.aborted) throw error;
    }
  }
  return target;
}

async function makeAside(target: string, make: (making: string) => Promise<void>): Promise<void> {
  await mkdir(dirname(target), { recursive: true });
  await withSibling(target, async (making) => {
    try {
      await make(making);
      await rename(making, target);
    } catch (error) {
      // Lost the race: theirs is as good as ours.
      if (!existsSync(target)) throw isScyllaError(error, "GIT_FAILED") ? orDiskFull(error, dirname(target)) : error;
    }
  });
}

/** What is less than any repository needs. */
const LITTLE_ROOM = 1024 * 1024;

/** Out of room, git often says no more than which file it could not write: the disk tells. */
function orDiskFull(error: ScyllaError, directory: string): ScyllaError {
  const { bavail, bsize } = statfsSync(directory);
  return bavail * bsize > LITTLE_ROOM ? error : new ScyllaError("DISK_FULL", error.message, { cause: error });
}

/** Lends a name beside the target, by which `abandonedMakings` knows whose it is. Nothing is left there afterwards. */
export async function withSibling<T>(target: string, use: (sibling: string) => Promise<T>): Promise<T> {
  const id = randomBytes(8).toString("hex");
  const sibling = join(dirname(target), `.making-${process.pid}-${id}-${basename(target).slice(-48)}`);
  ours.add(sibling);
  try {
    return await use(sibling);
  } finally {
    // What can't be removed now is left to the next sweep: how the use ended matters more.
    await removeTree(sibling).catch(() => {});
    ours.delete(sibling);
  }
}

/** What was being made in a directory by processes that are gone. */
export async function abandonedMakings(parent: string): Promise<readonly string[]> {
  const names = existsSync(parent) ? await readdir(parent) : [];
  return names
    .filter((name) => {
      const pid = Number(/^\.making-(\d+)-/.exec(name)?.[1] ?? 0);
      return pid === process.pid ? !ours.has(join(parent, name)) : pid > 0 && !sendSignal(pid, 0);
    })
    .map((name) => join(parent, name));
}

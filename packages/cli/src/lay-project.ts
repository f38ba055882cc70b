import { constants, existsSync, lstatSync, readdirSync, readFileSync } from "node:fs";
import { copyFile, link, mkdir, mkdtemp, rename, rm, rmdir } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { isScyllaError, ScyllaError } from "@scylla/contracts";
import { nearPath } from "./own-command.ts";
import { seenAt } from "./seen-at.ts";

/** By it a project is one, so it is laid last. */
const LAST = "experiment.yaml";

/**
 * Lays the files of a project into a directory, all of them or none, and over nothing that is there: where nothing is, the directory is
 * made aside and renamed. Files that are there already with the same bytes are left as they are.
 * @param make writes the project into an empty directory.
 * @returns the paths, relative to `dir`, that are there with other bytes; when there are any, nothing was laid.
 * @throws {ScyllaError} `USAGE` where nothing can be written, `DISK_FULL`, and what `make` throws.
 */
export async function layProject(dir: string, make: (into: string) => Promise<void>): Promise<readonly string[]> {
  try {
    return await laid(dir, make);
  } catch (error) {
    throw asRefusal(error, dir);
  }
}

async function laid(dir: string, make: (into: string) => Promise<void>): Promise<readonly string[]> {
  const isNew = !existsSync(dir);
  await mkdir(dirname(dir), { recursive: true });
  const aside = await mkdtemp(isNew ? join(dirname(dir), `.${basename(dir)}.new-`) : join(dir, ".scylla-new-"));
  try {
    const whole = join(aside, "project");
    await mkdir(whole);
    await make(whole);
    if (isNew) {
      await rename(whole, dir);
      return [];
    }
    const missing = filesOf(whole).filter((path) => !isThere(join(dir, path)));
    const others = filesOf(whole).filter((path) => isThere(join(dir, path)) && !sameBytes(whole, dir, path));
    if (others.length === 0) await layAll(whole, dir, missing);
    return others;
  } finally {
    await rm(aside, { recursive: true, force: true });
  }
}

const NO_ROOM = new Set(["ENOSPC", "EDQUOT"]);

function asRefusal(error: unknown, dir: string): unknown {
  if (isScyllaError(error) || !(error instanceof Error && "syscall" in error && "code" in error)) return error;
  const full = NO_ROOM.has(String(error.code));
  const file = error.code === "ENOTDIR" || error.code === "EEXIST" ? fileOnTheWay(dir) : null;
  const why = file === null ? error.message : `${file === dir ? "it" : nearPath(file)} is not a directory`;
  return new ScyllaError(full ? "DISK_FULL" : "USAGE", `files can't be put into ${nearPath(dir)}: ${why}`, {
    cause: error,
    hint: full ? "Make room, or name a directory on a larger disk." : "Name a directory that you can write to.",
  });
}

/** What stands in the way of a directory; null where nothing does. */
function fileOnTheWay(path: string): string | null {
  const stats = seenAt(path);
  if (stats) return stats.isDirectory() ? null : path;
  return dirname(path) === path ? null : fileOnTheWay(dirname(path));
}

/** Relative paths of all files below a directory, in order. */
export function filesOf(root: string): readonly string[] {
  const entries = readdirSync(root, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => !entry.isDirectory()).map((entry) => join(entry.parentPath, entry.name));
  return files.map((file) => file.slice(root.length + 1)).sort();
}

/** False for what is no plain file, too. */
function sameBytes(one: string, other: string, path: string): boolean {
  const [a, b] = [join(one, path), join(other, path)];
  return lstatSync(b, { throwIfNoEntry: false })?.isFile() === true && readFileSync(a).equals(readFileSync(b));
}

function isThere(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
}

async function layAll(from: string, to: string, paths: readonly string[]): Promise<void> {
  const undo: (() => Promise<void>)[] = [];
  try {
    for (const path of [...paths.filter((one) => one !== LAST), ...paths.filter((one) => one === LAST)]) {
      const target = join(to, path);
      const made = await mkdir(dirname(target), { recursive: true });
      if (made !== undefined) undo.push(() => removeEmpty(dirname(target), made));
      await layOne(join(from, path), target);
      undo.push(() => rm(target));
    }
  } catch (error) {
    for (const step of undo.reverse()) await step().catch(() => {});
    throw error;
  }
}

/** Over nothing, even when somebody makes the same file at the same moment. */
async function layOne(from: string, target: string): Promise<void> {
  try {
    await link(from, target);
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") throw error;
    // A file system without links.
    await copyFile(from, target, constants.COPYFILE_EXCL);
  }
}

/** Removes directories from the deepest up to the highest, as far as they are empty. */
async function removeEmpty(deepest: string, highest: string): Promise<void> {
  for (let at = deepest; ; at = dirname(at)) {
    await rmdir(at);
    if (at === highest) return;
  }
}

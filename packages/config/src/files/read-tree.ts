import { lstat, readdir, readlink } from "node:fs/promises";
import { dirname, join } from "node:path";
import { compareKeys, ScyllaError, type SourcePosition } from "@scylla/contracts";
import { fileError, readRegularFile } from "./read-file.ts";

/** A file of a directory that is taken by value. */
export type TreeFile =
  | { readonly path: string; readonly executable: boolean; readonly bytes: Uint8Array }
  | { readonly path: string; readonly target: string };

const MAX_FILES = 10_000;
const MAX_BYTES = 64 * 1024 * 1024;

/** Belongs to a tool or a file manager, never to what an author wrote. */
const IGNORED = new Set([".git", ".DS_Store"]);

/**
 * All files of a directory, in path order.
 * @param name what to call the directory in messages.
 * @param links `refuse` any symbolic link, or keep those whose target stays `inside` the directory.
 * @throws {ScyllaError} `FILE_MISSING`, `PATH_ESCAPE`, `CONFIG_TOO_LARGE`, `CONFIG_ENCODING`, `CONFIG_INVALID`.
 */
export async function readTree(
  root: string,
  name: string,
  at: SourcePosition,
  links: "refuse" | "inside",
): Promise<readonly TreeFile[]> {
  const files: TreeFile[] = [];
  let bytes = 0;
  for (const path of await listFiles(root, name, at)) {
    const label = `${name}/${path}`;
    const stats = await lstat(join(root, path));
    if (stats.isSymbolicLink()) {
      files.push({ path, target: await readLinkInside(root, path, label, at, links) });
    } else if (stats.isFile()) {
      const file = await readRegularFile(join(root, path), label, at);
      bytes += file.bytes.length;
      if (bytes > MAX_BYTES) throw tooLarge(name, "64 MiB", at);
      files.push({ path, executable: file.executable, bytes: file.bytes });
    } else {
      const hint = "Only files and directories can be copied.";
      throw new ScyllaError("CONFIG_INVALID", `${label} is neither a file nor a directory`, { at, hint });
    }
  }
  return files;
}

/** Paths of everything but directories. */
async function listFiles(root: string, name: string, at: SourcePosition): Promise<readonly string[]> {
  const found: string[] = [];
  const pending = [""];
  for (let dir = pending.pop(); dir !== undefined; dir = pending.pop()) {
    for (const entry of await listDirectory(join(root, dir), dir === "" ? name : `${name}/${dir}`, at)) {
      if (IGNORED.has(entry.name)) continue;
      const path = dir === "" ? entry.name : `${dir}/${entry.name}`;
      if (entry.isDirectory()) pending.push(path);
      else found.push(path);
      if (found.length + pending.length > MAX_FILES) throw tooLarge(name, `${MAX_FILES} files`, at);
    }
  }
  return found.sort(compareKeys);
}

async function listDirectory(path: string, name: string, at: SourcePosition) {
  try {
    const entries = await readdir(path, { withFileTypes: true });
    const bad = entries.find((entry) => entry.name.includes("\uFFFD"));
    if (bad) {
      const hint = "Rename it: names travel as text.";
      throw new ScyllaError("CONFIG_ENCODING", `${name} holds a file whose name is not UTF-8: ${bad.name}`, {
        at,
        hint,
      });
    }
    return entries;
  } catch (error) {
    throw fileError(error, name, at);
  }
}

async function readLinkInside(
  root: string,
  path: string,
  label: string,
  at: SourcePosition,
  links: "refuse" | "inside",
): Promise<string> {
  const target = await readlink(join(root, path));
  if (links === "inside" && staysInside(dirname(path), target)) return target;
  const message =
    links === "refuse" ? `${label} is a symbolic link` : `${label} is a symbolic link that leads out of its directory`;
  throw new ScyllaError("PATH_ESCAPE", message, { at, hint: "Replace it by a copy of the file." });
}

/** Whether a relative link from `directory` never climbs above the root on its way. */
function staysInside(directory: string, target: string): boolean {
  if (target.startsWith("/")) return false;
  let depth = directory === "." ? 0 : directory.split("/").length;
  for (const part of target.split("/")) {
    if (part === "..") depth--;
    else if (part !== "" && part !== ".") depth++;
    if (depth < 0) return false;
  }
  return true;
}

function tooLarge(name: string, limit: string, at: SourcePosition): ScyllaError {
  return new ScyllaError("CONFIG_TOO_LARGE", `${name} holds more than ${limit}`, {
    at,
    hint: "Leave out what is generated; large data belongs in the task's repository.",
  });
}

import {
  chmodSync,
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  openSync,
  readlinkSync,
  readSync,
  type Stats,
} from "node:fs";
import type { FileEntry, FileSet } from "@scylla/contracts";
import { type BytePath, joinBytes } from "./walk.ts";

/** What stands at a path: a file or link by value, `omitted` for what has no content that could be kept, null for nothing. */
export type Found = Exclude<FileEntry, { kind: "deleted" }> | "omitted" | null;

const SLASH = 47;

/** What the way to a path below a root is made of: directories only, or up to a link, or up to where there is nothing. */
export function wayTo(root: Uint8Array, path: Uint8Array): "directories" | "link" | "nothing" {
  for (let at = path.indexOf(SLASH); at >= 0; at = path.indexOf(SLASH, at + 1)) {
    const parent = lookAt(joinBytes(root, path.subarray(0, at)));
    if (parent?.isSymbolicLink()) return "link";
    if (!parent?.isDirectory()) return "nothing";
  }
  return "directories";
}

/** Reads one entry below a root through no link, and without opening anything but a regular file of at most `cap` bytes. */
export function readEntry(root: Uint8Array, path: BytePath, cap: number): Found {
  if (wayTo(root, path) !== "directories") return null;
  const full = joinBytes(root, path);
  const stat = lookAt(full);
  if (!stat) return stat === null ? null : "omitted";
  if (stat.isSymbolicLink()) return { path, kind: "symlink", target: readlinkSync(full, { encoding: "buffer" }) };
  if (!stat.isFile() || stat.size > cap) return "omitted";
  const bytes = readRegular(full, cap);
  return bytes === null ? "omitted" : { path, kind: "file", executable: (stat.mode & 0o111) !== 0, bytes };
}

/** Reads every file and link of a trusted tree among the paths, whatever their sizes. */
export function readFiles(root: Uint8Array, paths: readonly BytePath[]): FileSet {
  const found = paths.map((path) => readEntry(root, path, Number.MAX_SAFE_INTEGER));
  return found.filter((entry) => entry !== null && entry !== "omitted");
}

/** Null: nothing is there. Undefined: it can't be looked at. */
function lookAt(path: Buffer): Stats | null | undefined {
  try {
    return lstatSync(path, { throwIfNoEntry: false }) ?? null;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "ENOTDIR" ? null : undefined;
  }
}

/** Opens without following or blocking, and looks again at what was opened: it may not be what was there before. */
function readRegular(path: Buffer, cap: number): Buffer | null {
  const descriptor = openRegular(path);
  if (descriptor === null) return null;
  try {
    const stat = fstatSync(descriptor);
    if (!stat.isFile() || stat.size > cap) return null;
    const bytes = Buffer.allocUnsafe(stat.size);
    let at = 0;
    while (at < bytes.length) {
      const read = readSync(descriptor, bytes, at, bytes.length - at, at);
      if (read === 0) break;
      at += read;
    }
    return bytes.subarray(0, at);
  } finally {
    closeSync(descriptor);
  }
}

function openRegular(path: Buffer): number | null {
  const open = (): number => openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  try {
    return open();
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EACCES")) return null;
  }
  try {
    // A mode is no content: the file is ours, and what it held counts.
    chmodSync(path, 0o600 | (lstatSync(path).mode & 0o111));
    return open();
  } catch {
    return null;
  }
}

export function sameEntry(a: Found, b: Found): boolean {
  if (a === null || b === null || a === "omitted" || b === "omitted") return a === b;
  if (a.kind === "symlink" && b.kind === "symlink") return Buffer.compare(a.target, b.target) === 0;
  return (
    a.kind === "file" && b.kind === "file" && a.executable === b.executable && Buffer.compare(a.bytes, b.bytes) === 0
  );
}

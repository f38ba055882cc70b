import { closeSync, constants, fstatSync, lstatSync, openSync, readlinkSync, readSync, type Stats } from "node:fs";
import type { FileEntry } from "@scylla/contracts";
import { type BytePath, joinBytes } from "./walk.ts";

/** What stands at a path: a file or link by value, `omitted` for what has no content that could be kept, null for nothing. */
export type Found = Exclude<FileEntry, { kind: "deleted" }> | "omitted" | null;

export function lstatOrNull(path: Uint8Array): Stats | null {
  try {
    return lstatSync(Buffer.from(path));
  } catch {
    return null;
  }
}

/** Reads one entry below a root without following a link, and without opening anything but a regular file of at most `cap` bytes. */
export function readEntry(root: Uint8Array, path: BytePath, cap: number): Found {
  const full = joinBytes(root, path);
  const stat = lstatOrNull(full);
  if (!stat) return null;
  if (stat.isSymbolicLink()) return { path, kind: "symlink", target: readlinkSync(full, { encoding: "buffer" }) };
  if (!stat.isFile() || stat.size > cap) return "omitted";
  const bytes = readRegular(full, cap);
  return bytes === null ? "omitted" : { path, kind: "file", executable: (stat.mode & 0o111) !== 0, bytes };
}

/** Opens without following or blocking, and looks again at what was opened: it may not be what was there before. */
function readRegular(path: Buffer, cap: number): Buffer | null {
  let descriptor: number;
  try {
    descriptor = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  } catch {
    return null;
  }
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

export function sameEntry(a: Found, b: Found): boolean {
  if (a === null || b === null || a === "omitted" || b === "omitted") return a === b;
  if (a.kind === "symlink" && b.kind === "symlink") return Buffer.compare(a.target, b.target) === 0;
  return (
    a.kind === "file" && b.kind === "file" && a.executable === b.executable && Buffer.compare(a.bytes, b.bytes) === 0
  );
}

import { chmodSync, type Dirent, readdirSync } from "node:fs";

const SLASH = Buffer.from("/");

/** Paths are bytes throughout: a repository may hold names that are not UTF-8. */
export type BytePath = Buffer;

export function joinBytes(directory: Uint8Array, name: Uint8Array): BytePath {
  if (directory.length === 0 || name.length === 0) return Buffer.from(directory.length === 0 ? name : directory);
  return Buffer.concat([directory, SLASH, name]);
}

export type ByteDirent = Dirent<Buffer>;

/** Git's own, in any case: on some file systems they are the same, and git itself takes no such path into a tree. */
export function isGitName(name: string): boolean {
  return name.length === 4 && name.toLowerCase() === ".git";
}

/**
 * The entries of a directory without git's own; none when there is no such directory, null when its path is longer than the system
 * takes. A directory that was made unreadable is opened first. Other failures throw: unread must never look like empty.
 */
export function entriesOf(directory: Uint8Array): readonly ByteDirent[] | null {
  const path = Buffer.from(directory);
  try {
    return list(path);
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    if (code === "ENOENT" || code === "ENOTDIR") return [];
    if (code === "ENAMETOOLONG") return null;
    if (code !== "EACCES") throw error;
  }
  chmodSync(path, 0o700);
  return list(path);
}

function list(directory: Buffer): readonly ByteDirent[] {
  const entries = readdirSync(directory, { withFileTypes: true, encoding: "buffer" });
  return entries.filter((entry) => !isGitName(entry.name.toString("latin1")));
}

/** Every path below a directory that is not itself a directory that can be listed, relative to it; links are not followed. */
export function* walkFiles(root: Uint8Array, below: Uint8Array = Buffer.alloc(0)): Generator<BytePath> {
  const entries = entriesOf(joinBytes(root, below));
  if (entries === null) yield Buffer.from(below);
  for (const entry of entries ?? []) {
    const path = joinBytes(below, entry.name);
    if (entry.isDirectory()) yield* walkFiles(root, path);
    else yield path;
  }
}

/** A path as a map key: one character a byte. */
export function pathKey(path: Uint8Array): string {
  return Buffer.from(path.buffer, path.byteOffset, path.byteLength).toString("latin1");
}

export function pathFromKey(key: string): BytePath {
  return Buffer.from(key, "latin1");
}

import { type Dirent, readdirSync } from "node:fs";

const SLASH = Buffer.from("/");
const DOT_GIT = Buffer.from(".git");

/** Paths are bytes throughout: a repository may hold names that are not UTF-8. */
export type BytePath = Buffer;

export function joinBytes(directory: Uint8Array, name: Uint8Array): BytePath {
  if (directory.length === 0 || name.length === 0) return Buffer.from(directory.length === 0 ? name : directory);
  return Buffer.concat([directory, SLASH, name]);
}

export type ByteDirent = Dirent<Buffer>;

/** The entries of a directory, or none when it is not there or not readable. Git's own directories are left out. */
export function entriesOf(directory: Uint8Array): readonly ByteDirent[] {
  try {
    const entries = readdirSync(Buffer.from(directory), { withFileTypes: true, encoding: "buffer" });
    return entries.filter((entry) => !entry.name.equals(DOT_GIT));
  } catch {
    return [];
  }
}

/** Every path below a directory that is not itself a directory, relative to it; links are not followed. */
export function* walkFiles(
  root: Uint8Array,
  below: Uint8Array = Buffer.alloc(0),
): Generator<{ readonly path: BytePath; readonly entry: ByteDirent }> {
  for (const entry of entriesOf(joinBytes(root, below))) {
    const path = joinBytes(below, entry.name);
    if (entry.isDirectory()) yield* walkFiles(root, path);
    else yield { path, entry };
  }
}

/** A path as a map key: one character a byte. */
export function pathKey(path: Uint8Array): string {
  return Buffer.from(path).toString("latin1");
}

export function pathFromKey(key: string): BytePath {
  return Buffer.from(key, "latin1");
}

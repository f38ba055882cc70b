import type { FileEntry, FileSet } from "@scylla/contracts";
import { pathMatcher } from "../tree/glob.ts";
import { readEntry } from "../tree/read-entry.ts";
import { walkFiles } from "../tree/walk.ts";

/** Bytes of one file, and of all together. */
const FILE_CAP = 64 * 1024 * 1024;
const TOTAL_CAP = 256 * 1024 * 1024;

/** Regular files below a directory that an agent wrote, by patterns, in path order; what is too large is left out. */
export function collectFiles(directory: string, patterns: readonly string[]): FileSet {
  const root = Buffer.from(directory);
  const isWanted = pathMatcher(patterns);
  const paths = [...walkFiles(root)].filter(isWanted).sort(Buffer.compare);
  const files: FileEntry[] = [];
  let left = TOTAL_CAP;
  for (const path of paths) {
    const found = readEntry(root, path, Math.min(FILE_CAP, left));
    if (found === null || found === "omitted" || found.kind !== "file") continue;
    files.push(found);
    left -= found.bytes.length;
  }
  return files;
}

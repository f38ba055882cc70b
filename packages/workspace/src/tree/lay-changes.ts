import type { FileSet } from "@scylla/contracts";
import { applyFiles } from "./apply-files.ts";
import { pathMatcher } from "./glob.ts";
import { readFiles } from "./read-entry.ts";
import { walkFiles } from "./walk.ts";

/** Lays an agent's changes over a fresh tree of the template, all but those of protected paths: these stay as the template has them. */
export function layChanges(tree: string, template: string, changes: FileSet, protect: readonly string[]): void {
  const isProtected = pathMatcher(protect);
  const laid = changes.filter((file) => !isProtected(file.path));
  applyFiles(tree, laid);
  // Where a link or file took the place of a directory, what is protected in there went with it.
  const base = Buffer.from(template);
  const lost = protect.length === 0 ? [] : laid.flatMap(({ path }) => [...walkFiles(base, path)].filter(isProtected));
  applyFiles(tree, readFiles(base, lost));
}

import { lstatSync } from "node:fs";
import { type ByteDirent, type BytePath, entriesOf, joinBytes, pathFromKey, pathKey, walkFiles } from "../tree/walk.ts";
import { readStatManifest, stampOf } from "./stat-manifest.ts";

/** Paths at which something may have changed. What really did is decided by content. */
export interface Candidates {
  readonly touched: readonly BytePath[];
  readonly deleted: readonly BytePath[];
}

/** Of a copy: whatever does not look as it did when the copy was made. */
export function copyCandidates(tree: string, template: string, manifestFile: string): Candidates {
  const root = Buffer.from(tree);
  const manifest = readStatManifest(manifestFile);
  const present = new Set<string>();
  const touched: BytePath[] = [];
  for (const path of walkFiles(root)) {
    const key = pathKey(path);
    present.add(key);
    if (manifest?.get(key) !== stampOf(root, path)) touched.push(path);
  }
  const before = manifest ? [...manifest.keys()] : [...walkFiles(Buffer.from(template))].map(pathKey);
  return { touched, deleted: before.filter((key) => !present.has(key)).map(pathFromKey) };
}

/**
 * Of an overlay: a change shows in the upper directory, by its name at least. What is not there comes from the template: the same
 * entry, told by its inode, or one of another place that was renamed to this.
 */
export function overlayCandidates(tree: string, upper: string, template: string): Candidates {
  const touched: BytePath[] = [];
  const deleted: BytePath[] = [];
  const [merged, changes, lower] = [Buffer.from(tree), Buffer.from(upper), Buffer.from(template)];

  function visit(below: BytePath, inTemplate: boolean): void {
    const shown = entriesOf(joinBytes(merged, below));
    const changed = entriesOf(joinBytes(changes, below));
    if (!shown || !changed) {
      touched.push(below);
      return;
    }
    const now = new Map(shown.map((entry) => [pathKey(entry.name), entry.isDirectory()]));
    const own = new Set(changed.map((entry) => pathKey(entry.name)));
    const directories = new Set<string>();
    for (const entry of (inTemplate && entriesOf(joinBytes(lower, below))) || []) {
      const key = pathKey(entry.name);
      if (entry.isDirectory()) directories.add(key);
      // Gone, or a directory where a file was, or the other way round.
      if (now.get(key) !== entry.isDirectory()) deleted.push(...filesAt(lower, below, entry));
    }
    for (const entry of shown) {
      const path = joinBytes(below, entry.name);
      const wasDirectory = directories.has(pathKey(entry.name));
      if (own.has(pathKey(entry.name))) {
        if (entry.isDirectory()) visit(path, wasDirectory);
        else touched.push(path);
      } else if (!inTemplate || inodeOf(merged, path) !== inodeOf(lower, path)) {
        const here = [...filesAt(merged, below, entry)];
        const still = new Set(here.map(pathKey));
        touched.push(...here);
        if (entry.isDirectory() && wasDirectory)
          deleted.push(...[...walkFiles(lower, path)].filter((file) => !still.has(pathKey(file))));
      }
    }
  }

  visit(Buffer.alloc(0), true);
  return { touched, deleted };
}

function filesAt(root: Buffer, below: BytePath, entry: ByteDirent): Iterable<BytePath> {
  const path = joinBytes(below, entry.name);
  return entry.isDirectory() ? walkFiles(root, path) : [path];
}

function inodeOf(root: Buffer, path: BytePath): number | undefined {
  return lstatSync(joinBytes(root, path), { throwIfNoEntry: false })?.ino;
}

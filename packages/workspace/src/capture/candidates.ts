import { type BytePath, entriesOf, joinBytes, pathFromKey, pathKey, walkFiles } from "../tree/walk.ts";
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

/** Of an overlay: the upper directory holds every change; what it hides of the template shows in the merged tree. */
export function overlayCandidates(tree: string, upper: string, template: string): Candidates {
  const touched: BytePath[] = [];
  const deleted: BytePath[] = [];
  const merged = Buffer.from(tree);
  const lower = Buffer.from(template);

  function visit(below: BytePath): void {
    const shown = entriesOf(joinBytes(merged, below));
    const changed = entriesOf(joinBytes(Buffer.from(upper), below));
    if (!shown || !changed) {
      touched.push(below);
      return;
    }
    const now = new Map(shown.map((entry) => [pathKey(entry.name), entry.isDirectory()]));
    for (const entry of entriesOf(joinBytes(lower, below)) ?? []) {
      // Gone, or a directory where a file was, or the other way round.
      if (now.get(pathKey(entry.name)) !== entry.isDirectory()) lose(joinBytes(below, entry.name), entry.isDirectory());
    }
    for (const { name } of changed) {
      const isDirectory = now.get(pathKey(name));
      // A whiteout is in the upper directory and not in the merged one.
      if (isDirectory === undefined) continue;
      if (isDirectory) visit(joinBytes(below, name));
      else touched.push(joinBytes(below, name));
    }
  }

  function lose(path: BytePath, directory: boolean): void {
    if (!directory) deleted.push(path);
    else deleted.push(...walkFiles(lower, path));
  }

  visit(Buffer.alloc(0));
  return { touched, deleted };
}

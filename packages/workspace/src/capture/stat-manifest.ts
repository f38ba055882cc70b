import { lstatSync, readFileSync, writeFileSync } from "node:fs";
import { joinBytes, pathKey, walkFiles } from "../tree/walk.ts";

/** What tells that a copied file was touched: no program can set a change time back. */
export type StatManifest = ReadonlyMap<string, string>;

/** Null for what can't be looked at, which is in no manifest. */
export function stampOf(root: Uint8Array, path: Uint8Array): string | null {
  try {
    const stat = lstatSync(joinBytes(root, path));
    return `${stat.mode} ${stat.size} ${stat.mtimeMs} ${stat.ctimeMs} ${stat.ino}`;
  } catch {
    return null;
  }
}

export function writeStatManifest(tree: string, file: string): void {
  const root = Buffer.from(tree);
  const entries = [...walkFiles(root)].map((path) => [pathKey(path), stampOf(root, path)]);
  writeFileSync(file, JSON.stringify(entries));
}

/** Null when there is none that can be read: then every file counts as touched. */
export function readStatManifest(file: string): StatManifest | null {
  try {
    return new Map(JSON.parse(readFileSync(file, "utf8")) as [string, string][]);
  } catch {
    return null;
  }
}

import { rmSync } from "node:fs";
import type { Delivery, FileValue } from "@scylla/contracts";
import { applyFiles } from "../tree/apply-files.ts";
import { pathMatcher } from "../tree/glob.ts";
import { type BytePath, entriesOf, joinBytes, pathKey } from "../tree/walk.ts";

export function fileBytes(file: FileValue): Buffer {
  return "text" in file.content ? Buffer.from(file.content.text) : Buffer.from(file.content.base64, "base64");
}

/** Takes foreign instruction files out of a tree, then puts the treatment's own files in, as copies and through no link. */
export function deliver(tree: string, delivery: Delivery): void {
  if (delivery.scrub.length > 0) scrub(Buffer.from(tree), Buffer.alloc(0), pathMatcher(delivery.scrub));
  applyFiles(
    tree,
    delivery.files.map((file) => ({
      path: Buffer.from(file.path),
      kind: "file",
      executable: file.executable,
      bytes: fileBytes(file),
    })),
  );
}

/** What a delivery wrote over. */
export function deliveredPaths(delivery: Delivery): {
  has(path: Uint8Array): boolean;
  /** Also what had to make room: a link where a directory was needed, a directory where a file was. */
  replaces(path: Uint8Array): boolean;
} {
  const files = new Set(delivery.files.map((file) => pathKey(Buffer.from(file.path))));
  const parents = new Set([...files].flatMap(ancestors));
  return {
    has: (path) => files.has(pathKey(path)),
    replaces: (path) => {
      const key = pathKey(path);
      return files.has(key) || parents.has(key) || ancestors(key).some((parent) => files.has(parent));
    },
  };
}

function ancestors(key: string): string[] {
  const parts = key.split("/");
  return parts.slice(1).map((_part, i) => parts.slice(0, i + 1).join("/"));
}

function scrub(root: Buffer, below: BytePath, foreign: (path: Uint8Array) => boolean): void {
  for (const entry of entriesOf(joinBytes(root, below)) ?? []) {
    const path = joinBytes(below, entry.name);
    if (foreign(path)) rmSync(joinBytes(root, path), { recursive: true, force: true });
    else if (entry.isDirectory()) scrub(root, path, foreign);
  }
}

import { chmodSync, lstatSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { type FileSet, ScyllaError } from "@scylla/contracts";
import { wayTo } from "./read-entry.ts";
import { isGitName, joinBytes } from "./walk.ts";

/**
 * Lays files over a tree: deletions first, then files and links in the order given. Nothing is ever written through a link:
 * one that stands in the way is removed. @throws {ScyllaError} `PATH_ESCAPE` for a path that does not stay inside, before anything
 * is written.
 */
export function applyFiles(root: string, files: FileSet): void {
  const top = Buffer.from(root);
  const wanted = files.map((file) => ({ file, parts: safeParts(file.path) }));
  for (const { file } of wanted) {
    if (file.kind === "deleted" && wayTo(top, file.path) === "directories") remove(joinBytes(top, file.path));
  }
  for (const { file, parts } of wanted) {
    if (file.kind === "deleted") continue;
    makeParents(top, parts);
    const target = joinBytes(top, file.path);
    remove(target);
    if (file.kind === "symlink") symlinkSync(Buffer.from(file.target), target);
    else {
      writeFileSync(target, file.bytes, { flag: "wx", mode: file.executable ? 0o755 : 0o644 });
      if (file.executable) chmodSync(target, 0o755);
    }
  }
}

function safeParts(path: Uint8Array): readonly Buffer[] {
  const text = Buffer.from(path).toString("latin1");
  const parts = text.split("/");
  if (text.includes("\0") || parts.some((part) => part === "" || part === "." || part === ".." || isGitName(part))) {
    throw new ScyllaError(
      "PATH_ESCAPE",
      `a stored file set names the path ${JSON.stringify(text)}, which can't be laid into a tree`,
    );
  }
  return parts.map((part) => Buffer.from(part, "latin1"));
}

function makeParents(top: Buffer, parts: readonly Buffer[]): void {
  let at = top;
  for (const part of parts.slice(0, -1)) {
    at = joinBytes(at, part);
    if (lstatSync(at, { throwIfNoEntry: false })?.isDirectory()) continue;
    remove(at);
    mkdirSync(at);
  }
}

function remove(path: Buffer): void {
  rmSync(path, { recursive: true, force: true });
}

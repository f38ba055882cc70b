import { chmodSync, lstatSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { type FileSet, ScyllaError } from "@scylla/contracts";
import { joinBytes } from "./walk.ts";

/**
 * Lays files over a tree: deletions first, then files and links in path order. Nothing is ever written through a link:
 * one that stands in the way is removed. @throws {ScyllaError} `PATH_ESCAPE` for a path that does not stay inside.
 */
export function applyFiles(root: string, files: FileSet, skip: (path: Uint8Array) => boolean = () => false): void {
  const top = Buffer.from(root);
  const wanted = files.filter((file) => !skip(file.path));
  for (const file of wanted) {
    const parts = safeParts(file.path);
    if (file.kind === "deleted" && parentsAreReal(top, parts)) remove(joinBytes(top, file.path));
  }
  for (const file of wanted) {
    if (file.kind === "deleted") continue;
    makeParents(top, safeParts(file.path));
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
  if (
    text.includes("\0") ||
    parts.some((part) => part === "" || part === "." || part === ".." || part.toLowerCase() === ".git")
  ) {
    throw new ScyllaError(
      "PATH_ESCAPE",
      `a stored file set names the path ${JSON.stringify(text)}, which can't be laid into a tree`,
    );
  }
  return parts.map((part) => Buffer.from(part, "latin1"));
}

function isRealDirectory(path: Buffer): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}

function parentsAreReal(top: Buffer, parts: readonly Buffer[]): boolean {
  let at = top;
  return parts.slice(0, -1).every((part) => {
    at = joinBytes(at, part);
    return isRealDirectory(at);
  });
}

function makeParents(top: Buffer, parts: readonly Buffer[]): void {
  let at = top;
  for (const part of parts.slice(0, -1)) {
    at = joinBytes(at, part);
    if (isRealDirectory(at)) continue;
    remove(at);
    mkdirSync(at);
  }
}

function remove(path: Buffer): void {
  rmSync(path, { recursive: true, force: true });
}

import { execFile } from "node:child_process";
import { cpSync, mkdirSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Mode } from "../mode.ts";

const run = promisify(execFile);

/** A working tree, made the shortest way. */
export interface BareTree {
  readonly root: string;
  /** What has to be looked through for changes. */
  readonly changed: string;
  remove(): Promise<void>;
}

export async function makeTree(mode: Mode, template: string, directory: string): Promise<BareTree> {
  const root = join(directory, "tree");
  mkdirSync(root, { recursive: true });
  if (mode === "copy") {
    cpSync(template, root, { recursive: true });
    return { root, changed: root, remove: async () => rmSync(directory, { recursive: true, force: true }) };
  }
  const upper = join(directory, "upper");
  const work = join(directory, "work");
  for (const each of [upper, work]) mkdirSync(each);
  const options = `lowerdir=${template},upperdir=${upper},workdir=${work},volatile`;
  await run("mount", ["-t", "overlay", "overlay", "-o", options, root]);
  return {
    root,
    changed: upper,
    remove: async () => {
      await run("umount", [root]);
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

/** Looks at every entry, as a capture has to. @returns how many there are. */
export function walk(directory: string): number {
  let entries = 0;
  for (const entry of readdirSync(directory, { withFileTypes: true })) {
    entries++;
    if (entry.isDirectory() && entry.name !== ".git") entries += walk(join(directory, entry.name));
  }
  return entries;
}

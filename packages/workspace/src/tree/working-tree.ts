import { existsSync, lstatSync, mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { ScyllaError } from "@scylla/contracts";
import { systemCommand } from "../processes/system-command.ts";
import { mountOverlay, mountsWithin, unmount } from "./overlay.ts";
import { removeTree } from "./remove-tree.ts";

export type TreeMode = "overlay" | "copy";

/** Where the parts of one working tree are, in a directory of its own. */
export function treePaths(directory: string) {
  return { tree: join(directory, "tree"), upper: join(directory, "upper"), work: join(directory, "work") };
}

/** A tree of its own that starts as the template's: an overlay, or a copy. */
export async function makeTree(mode: TreeMode, template: string, directory: string): Promise<string> {
  const { tree, upper, work } = treePaths(directory);
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  if (mode === "overlay") await mountOverlay({ lower: template, upper, work, merged: tree });
  else await copyTree(template, tree);
  return tree;
}

async function copyTree(from: string, to: string): Promise<void> {
  const options = process.platform === "linux" ? ["-a", "--reflink=auto"] : ["-pPR"];
  try {
    await systemCommand(["cp", ...options, from, to]);
  } catch (cause) {
    const full = cause instanceof Error && cause.message.includes("No space left on device");
    throw new ScyllaError(full ? "DISK_FULL" : "WORKSPACE_FAILED", `${from} can't be copied to ${to}`, { cause });
  }
}

/**
 * The tree as the agent left it, whatever was mounted or unmounted since: an overlay that a reboot took away is brought back from
 * its upper directory, and what was mounted inside of a tree is no part of it. What it was made as decides, not how others are made.
 */
export async function reopenTree(template: string, directory: string): Promise<void> {
  const { tree, upper, work } = treePaths(directory);
  const expected = existsSync(upper) ? [tree] : [];
  const found = mountsWithin(directory);
  if (found.join("\n") !== expected.join("\n")) {
    for (const point of found) await unmount(point);
    replaceByDirectory(tree);
    if (expected.length > 0) await mountOverlay({ lower: template, upper, work, merged: tree });
  } else if (expected.length === 0) replaceByDirectory(tree);
}

/** An agent can put a link in its tree's place; its tree is empty then, and nothing of where the link leads. */
function replaceByDirectory(tree: string): void {
  if (lstatSync(tree, { throwIfNoEntry: false })?.isDirectory()) return;
  rmSync(tree, { force: true });
  mkdirSync(tree);
}

/** Removes it with everything that is mounted in it. @returns how many mounts there were. */
export async function removeWorkingTree(directory: string): Promise<number> {
  const mounts = mountsWithin(directory);
  for (const point of mounts) await unmount(point);
  await removeTree(directory);
  return mounts.length;
}

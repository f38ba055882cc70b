import { execFile } from "node:child_process";
import { lstatSync, mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { ScyllaError } from "@scylla/contracts";
import { mountOverlay, unmount } from "./overlay.ts";
import { removeTree } from "./remove-tree.ts";

export type TreeMode = "overlay" | "copy";

const run = promisify(execFile);

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
    await run("cp", [...options, from, to]);
  } catch (cause) {
    const full = cause instanceof Error && cause.message.includes("No space left on device");
    throw new ScyllaError(full ? "DISK_FULL" : "WORKSPACE_FAILED", `${from} can't be copied to ${to}`, { cause });
  }
}

/** Brings an overlay back that a reboot or somebody else unmounted: its upper directory holds what the agent did. */
export async function reopenTree(mode: TreeMode, template: string, directory: string): Promise<void> {
  const { tree, upper, work } = treePaths(directory);
  if (mode === "overlay" && !isMounted(tree)) await mountOverlay({ lower: template, upper, work, merged: tree });
}

export async function removeWorkingTree(directory: string): Promise<void> {
  const { tree } = treePaths(directory);
  if (isMounted(tree)) await unmount(tree);
  await removeTree(directory);
}

function isMounted(tree: string): boolean {
  const own = lstatSync(tree, { throwIfNoEntry: false });
  return own !== undefined && own.dev !== lstatSync(dirname(tree)).dev;
}

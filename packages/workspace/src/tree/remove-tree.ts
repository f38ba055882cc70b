import { lstatSync, readdirSync, rmSync } from "node:fs";
import { rm } from "node:fs/promises";
import { ScyllaError } from "@scylla/contracts";
import { systemCommand } from "../processes/system-command.ts";
import { joinBytes } from "./walk.ts";

/** Entries that are removed at once in a few milliseconds, where the asynchronous removal takes several times as much. */
const FEW = 200;

/**
 * What opens a tree that refuses to go: immutable files, directories that were made unreadable. None of these follows a link below
 * the path, and all take paths that are longer than the system lets one name.
 */
const OPENERS: readonly (readonly [string, ...string[]])[] = [
  ["chattr", "-R", "-f", "-i", "-a"],
  ["chmod", "-R", "u+rwx"],
];

/** Removes a directory whatever is in it: links are removed, not followed. What is mounted in it must be unmounted before. */
export async function removeTree(path: string): Promise<void> {
  try {
    if (entriesUpTo(FEW, Buffer.from(path)) < FEW) rmSync(path, { recursive: true, force: true });
    else await rm(path, { recursive: true, force: true });
    return;
  } catch {
    // Some of these can't be had everywhere; the removal itself tells.
    for (const opener of OPENERS) await systemCommand([...opener, path]).catch(() => {});
  }
  try {
    await systemCommand(["rm", "-rf", path]);
  } catch (cause) {
    throw new ScyllaError(
      "WORKSPACE_FAILED",
      `${path} can't be removed: ${cause instanceof Error ? cause.message : String(cause)}`,
      {
        cause,
        hint: "Remove it by hand; the results are not affected.",
      },
    );
  }
}

/** How many entries are below a path, counted until there are as many as given; links are not followed. */
function entriesUpTo(limit: number, path: Buffer): number {
  if (!lstatSync(path, { throwIfNoEntry: false })?.isDirectory()) return 0;
  let count = 0;
  for (const entry of readdirSync(path, { withFileTypes: true, encoding: "buffer" })) {
    if (++count >= limit) break;
    if (entry.isDirectory()) count += entriesUpTo(limit - count, joinBytes(path, entry.name));
  }
  return count;
}

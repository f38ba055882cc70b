import { chmodSync, readdirSync, rmSync } from "node:fs";
import { rm } from "node:fs/promises";
import { ScyllaError } from "@scylla/contracts";
import { joinBytes } from "./walk.ts";

/** Removes a directory whatever is in it: links are removed, not followed; directories that were made unreadable are opened first. */
export async function removeTree(path: string): Promise<void> {
  try {
    await rm(path, { recursive: true, force: true });
    return;
  } catch {
    openDirectories(Buffer.from(path));
  }
  try {
    rmSync(path, { recursive: true, force: true });
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

function openDirectories(directory: Buffer): void {
  chmodSync(directory, 0o700);
  for (const entry of readdirSync(directory, { withFileTypes: true, encoding: "buffer" })) {
    if (entry.isDirectory()) openDirectories(joinBytes(directory, entry.name));
  }
}

import { lstatSync, statfsSync, statSync } from "node:fs";
import { dirname } from "node:path";
import { isScyllaError, ScyllaError } from "@scylla/contracts";
import { storeError } from "../sqlite/store-error.ts";
import { archiveInvalid } from "./archive-error.ts";
import type { Manifest } from "./entries.ts";

/** Reasons that are not the archive's, or say so already. */
const KEPT: ReadonlySet<string> = new Set([
  "ARCHIVE_INVALID",
  "ARCHIVE_NEWER",
  "FILE_MISSING",
  "USAGE",
  "DISK_FULL",
  "STORE_IO",
  "STORE_UNSUPPORTED",
  "INTERRUPTED",
]);

export function requireFile(file: string): void {
  if (statSync(file, { throwIfNoEntry: false })?.isFile()) return;
  throw new ScyllaError("FILE_MISSING", `there is no archive ${file}`, {
    hint: "Name a file that `scylla export` wrote.",
  });
}

export function requireNothing(dir: string): void {
  if (lstatSync(dir, { throwIfNoEntry: false }) === undefined) return;
  throw new ScyllaError("USAGE", `${dir} is there already`, {
    hint: "Name a directory that does not exist with --out.",
  });
}

/** Told before anything is written; what turns out to be more is refused on the way. */
export function requireRoom(dir: string, { objects }: Manifest): void {
  const { bavail, bsize } = statfsSync(dir);
  if (objects.bytes <= bavail * bsize) return;
  throw new ScyllaError(
    "DISK_FULL",
    `there is no room in ${dirname(dir)} for the ${objects.bytes} bytes of the archive`,
    {
      hint: "Make room, or name a directory on a larger disk with --out.",
    },
  );
}

/** Disk and system have their own codes; for everything else the archive is to blame. */
export function asRefusal(error: unknown): unknown {
  const known = storeError(error, "the archive can't be imported");
  if (isScyllaError(known) && KEPT.has(known.code)) return known;
  return archiveInvalid(error instanceof Error ? error.message : String(error), error);
}

import { ScyllaError } from "@scylla/contracts";

/** What was read is not what an export wrote. */
export function archiveInvalid(why: string, cause?: unknown): ScyllaError {
  return new ScyllaError("ARCHIVE_INVALID", `the archive is not whole: ${why}`, {
    cause,
    hint: "Nothing was imported. Get the archive again from where it was exported.",
  });
}

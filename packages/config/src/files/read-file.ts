import { constants } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import { ScyllaError, type SourcePosition } from "@scylla/contracts";

/** No file that a person writes for an experiment is larger. */
const MAX_FILE_BYTES = 4 * 1024 * 1024;

/**
 * Reads a regular file that is named at a place in another one.
 * @param name what to call the file in messages.
 * @throws {ScyllaError} `FILE_MISSING`, or `CONFIG_TOO_LARGE` above 4 MiB; a pipe or device is never waited for.
 */
export async function readRegularFile(
  path: string,
  name: string,
  at: SourcePosition,
): Promise<{ readonly bytes: Uint8Array; readonly executable: boolean }> {
  let file: FileHandle | undefined;
  try {
    // Non-blocking: opening a pipe that nobody writes to would wait for ever.
    file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
    const stats = await file.stat();
    if (!stats.isFile()) {
      throw new ScyllaError(
        "FILE_MISSING",
        `${name} is ${stats.isDirectory() ? "a directory" : "not a regular file"}`,
        {
          at,
          hint: "Name a file.",
        },
      );
    }
    if (stats.size > MAX_FILE_BYTES) throw tooLarge(name, at);
    const bytes = await file.readFile();
    if (bytes.length > MAX_FILE_BYTES) throw tooLarge(name, at);
    return { bytes, executable: (stats.mode & 0o111) !== 0 };
  } catch (error) {
    throw fileError(error, name, at);
  } finally {
    await file?.close();
  }
}

/** A system error as one that says which file, and where it is named; other errors pass. */
export function fileError(error: unknown, name: string, at: SourcePosition): unknown {
  if (!(error instanceof Error) || !("code" in error) || !("syscall" in error)) return error;
  const { what, hint } = REASONS[String(error.code)] ?? {
    what: `can't be read (${String(error.code)})`,
    hint: "Look at the file.",
  };
  // Without a line it is the file that everything begins with, named by a person who stands somewhere.
  const advice = error.code === "ENOENT" && at.line === undefined ? "Check the path, and where you stand." : hint;
  return new ScyllaError("FILE_MISSING", `${name} ${what}`, { at, hint: advice, cause: error });
}

const REASONS: Readonly<Record<string, { readonly what: string; readonly hint: string }>> = {
  ENOENT: { what: "does not exist", hint: "Paths are relative to the file that they stand in." },
  ENOTDIR: { what: "does not exist", hint: "A part of its path is a file." },
  EACCES: { what: "may not be read", hint: "Allow reading it, or run as its owner." },
  EPERM: { what: "may not be read", hint: "Allow reading it, or run as its owner." },
  ELOOP: { what: "is a circle of symbolic links", hint: "Replace the link by the file." },
  ENAMETOOLONG: { what: "has a name that is too long", hint: "Shorten the path." },
};

function tooLarge(name: string, at: SourcePosition): ScyllaError {
  return new ScyllaError("CONFIG_TOO_LARGE", `${name} is larger than 4 MiB`, {
    at,
    hint: "Leave out what no agent reads; large data belongs in the task's repository.",
  });
}

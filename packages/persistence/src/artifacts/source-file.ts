import { closeSync, constants, fstatSync, openSync, readSync } from "node:fs";
import { ScyllaError } from "@scylla/contracts";

/** Bytes read at once. */
const CHUNK = 1024 * 1024;

/** A regular file that is open for reading. */
export interface SourceFile extends Disposable {
  /** At the time of opening. */
  readonly size: number;
  /** The next bytes; empty at the end. */
  read(): Buffer;
}

/** Opens without following a link and without waiting for a pipe. @throws {ScyllaError} `FILE_MISSING`. */
export function openSource(file: string): SourceFile {
  const descriptor = open(file);
  const close = (): void => closeSync(descriptor);
  const stat = fstatSync(descriptor);
  if (!stat.isFile()) {
    close();
    throw notThere(file, "it is not a regular file");
  }
  return {
    size: stat.size,
    read: () => {
      // Most are small, and a large buffer for each takes longer than to read it.
      const buffer = Buffer.allocUnsafe(Math.min(CHUNK, stat.size + 1));
      return buffer.subarray(0, readSync(descriptor, buffer));
    },
    [Symbol.dispose]: close,
  };
}

/** Nothing, a link, a socket, below what is no directory, or not ours to read. */
const NOT_THERE = new Set(["ENOENT", "ELOOP", "ENXIO", "ENOTDIR", "EACCES"]);

function open(file: string): number {
  try {
    return openSync(file, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    if (NOT_THERE.has(code)) throw notThere(file, "it is not there, or can't be read", error);
    throw error;
  }
}

function notThere(file: string, why: string, cause?: unknown): ScyllaError {
  return new ScyllaError("FILE_MISSING", `${file} can't be stored: ${why}`, { cause });
}

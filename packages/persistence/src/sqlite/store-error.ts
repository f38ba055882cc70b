import { type ErrorCode, isScyllaError, ScyllaError } from "@scylla/contracts";

/** Result codes of SQLite (https://sqlite.org/rescode.html) that say more than "it failed", extended and primary ones. */
const SQLITE_CODES: Readonly<Record<number, ErrorCode>> = {
  // SQL that a sound store does not understand: a defect of whoever wrote it.
  1: "INTERNAL",
  // Somebody else is writing.
  5: "STORE_LOCKED",
  11: "STORE_DAMAGED",
  13: "DISK_FULL",
  // A batch that contradicts what is stored: whoever wrote it has a defect.
  19: "INTERNAL",
  26: "STORE_DAMAGED",
  // The index of the log can't grow.
  4874: "DISK_FULL",
};

/** System errors that mean that there is no room. */
const NO_ROOM = new Set(["ENOSPC", "EDQUOT", "EFBIG"]);

const HINTS: Partial<Readonly<Record<ErrorCode, string>>> = {
  STORE_DAMAGED:
    "Nothing was changed. Restore the experiment directory from a copy, or start over with --fresh, which keeps this one.",
  DISK_FULL: "Make room and run the same command again: what is stored is kept.",
  STORE_LOCKED: "Wait until it ends, or stop it. Take the writer's lock before opening a store for writing.",
  STORE_IO:
    "Check the disk and the permissions of the directory, then run the same command again: what is stored is kept.",
};

/** What went wrong with a store, as an error that says what to do. Errors that say so already are passed on. */
export function storeError(error: unknown, what: string): unknown {
  if (isScyllaError(error) || !(error instanceof Error)) return error;
  const code = codeOf(error);
  if (code === null) return error;
  return new ScyllaError(code, `${what}: ${error.message}`, { cause: error, hint: HINTS[code] ?? "" });
}

/** Does something with the store, and says what it was when it fails. */
export function naming<T>(what: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw storeError(error, what);
  }
}

export function damaged(what: string): ScyllaError {
  return new ScyllaError("STORE_DAMAGED", what, { hint: HINTS.STORE_DAMAGED ?? "" });
}

function codeOf(error: Error): ErrorCode | null {
  if ("errcode" in error && typeof error.errcode === "number") {
    return SQLITE_CODES[error.errcode] ?? SQLITE_CODES[error.errcode & 0xff] ?? "STORE_IO";
  }
  if (!("code" in error)) return null;
  // It was closed.
  if (error.code === "ERR_INVALID_STATE") return "INTERNAL";
  if (!("syscall" in error)) return null;
  return NO_ROOM.has(String(error.code)) ? "DISK_FULL" : "STORE_IO";
}

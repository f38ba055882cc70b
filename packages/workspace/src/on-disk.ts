import { isScyllaError, ScyllaError } from "@scylla/contracts";

const NO_ROOM = new Set(["ENOSPC", "EDQUOT"]);

/** Does work on the disk; what the system refuses is a failure of the workspace. @throws {ScyllaError} `DISK_FULL`, `WORKSPACE_FAILED`. */
export async function onDisk<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof Error) || isScyllaError(error) || !("syscall" in error && "code" in error)) throw error;
    if (NO_ROOM.has(String(error.code)))
      throw new ScyllaError("DISK_FULL", `no room for a workspace: ${error.message}`, {
        cause: error,
        hint: "Make room, or set SCYLLA_WORK_DIR to a larger disk; then run the same command again.",
      });
    throw new ScyllaError("WORKSPACE_FAILED", `a workspace can't be made, read or removed: ${error.message}`, {
      cause: error,
    });
  }
}

import { statfsSync } from "node:fs";
import { ScyllaError } from "@scylla/contracts";

/** The first release without the race between two connections that reset a write-ahead log. */
const OLDEST_SQLITE = "3.51.3";

/** @throws {ScyllaError} `STORE_UNSUPPORTED` for a SQLite that can lose or damage what it was told to keep. */
export function requireSqlite(version: string | undefined): void {
  const parts = (text: string): number[] => text.split(".").map(Number);
  const found = parts(version ?? "0");
  const [major = 0, minor = 0, patch = 0] = parts(OLDEST_SQLITE).map((part, i) => (found[i] ?? 0) - part);
  if ((major || minor || patch) >= 0) return;
  throw new ScyllaError("STORE_UNSUPPORTED", `this Node brings SQLite ${version ?? "none"}, which can damage a store`, {
    hint: `Use Node 24.15 or newer: it brings SQLite ${OLDEST_SQLITE} or newer.`,
  });
}

/** File systems, by the type that statfs(2) gives, on which locks of a file do not hold between machines. */
const NETWORK: Readonly<Record<number, string>> = {
  26985: "NFS",
  20859: "SMB",
  4266872130: "SMB",
  4283649346: "SMB",
  1702057286: "FUSE",
  16914839: "9p",
  1397113167: "AFS",
  12805120: "Ceph",
  198183888: "Lustre",
  428016422: "BeeGFS",
  1196443219: "GPFS",
  1952539503: "OCFS2",
  1937076805: "Coda",
};

/** @throws {ScyllaError} `STORE_UNSUPPORTED` for a directory on a network file system. */
export function requireLocalDisk(dir: string, typeOf: (dir: string) => number = fileSystemType): void {
  const name = NETWORK[typeOf(dir)];
  if (name === undefined) return;
  throw new ScyllaError(
    "STORE_UNSUPPORTED",
    `${dir} lies on a network file system (${name}), whose locks can't be relied on`,
    {
      hint: "Keep the experiment on a local disk: name a directory there with --out.",
    },
  );
}

function fileSystemType(dir: string): number {
  // Types with the highest bit set are negative on some systems.
  return statfsSync(dir).type >>> 0;
}

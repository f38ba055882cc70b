import { existsSync } from "node:fs";
import { join } from "node:path";
import type { UpstreamResults } from "@scylla/upstream";

/** Tables where there is a `runs.csv`, else the files of each run. */
export async function readUpstream(dir: string): Promise<UpstreamResults> {
  const { readUpstreamTables, readUpstreamTree } = await import("@scylla/upstream");
  return existsSync(join(dir, "runs.csv")) ? readUpstreamTables(dir) : readUpstreamTree(dir);
}

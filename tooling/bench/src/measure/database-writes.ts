import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseTrace } from "@scylla-tooling/crash-kit";
import type { Mode } from "../mode.ts";
import { scyllaBench } from "./scylla-run.ts";

const WRITES = ["pwrite64", "write", "pwritev", "writev"];

/** Bytes that an experiment writes to its database and the log of it, checkpoints included, per run. */
export async function databaseBytesPerRun(root: string, mode: Mode, runs: number): Promise<number> {
  const bench = scyllaBench(root, mode, runs);
  const log = join(root, "writes.log");
  await bench.runTraced(log, WRITES);
  const bytes = parseTrace(readFileSync(log, "latin1"))
    .filter(({ path }) => path.startsWith(join(bench.out, "store.db")) && !path.endsWith("-shm"))
    .reduce((sum, call) => sum + call.bytes, 0);
  return bytes / runs;
}

import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { recordCommand, scyllaCommand } from "@scylla-tooling/crash-kit";
import { writeExperiment } from "../experiment.ts";
import { type Mode, workDirectoryFor } from "../mode.ts";
import { measureProcess, type ProcessCost } from "./process-cost.ts";

/** An experiment in a directory of its own, driven by the real command line. */
export interface ScyllaBench {
  /** The experiment directory. */
  readonly out: string;
  readonly repository: string;
  /** Runs what is left of it. */
  run(): Promise<ProcessCost>;
  /** The same under strace, which logs the given calls to a file. */
  runTraced(log: string, syscalls: readonly string[]): Promise<ProcessCost>;
}

export function scyllaBench(root: string, mode: Mode, runs: number): ScyllaBench {
  const directory = join(root, `scylla-${mode}-${runs}`);
  mkdirSync(directory);
  const experiment = writeExperiment(directory, runs);
  const out = join(directory, "out");
  const env: NodeJS.ProcessEnv = {
    PATH: process.env["PATH"],
    HOME: directory,
    SCYLLA_WORK_DIR: join(directory, workDirectoryFor(mode)),
  };
  const command = [...scyllaCommand(), "run", experiment, "--out", out, "--json"];
  const run = async (what: readonly string[]): Promise<ProcessCost> => {
    const cost = await measureProcess(what, { env, cwd: directory });
    checkCounts(cost.stdout, runs);
    return cost;
  };
  return {
    out,
    repository: join(directory, "repository"),
    run: () => run(command),
    runTraced: (log, syscalls) => run(recordCommand({ log, syscalls, command })),
  };
}

/** A figure of runs that were not made would be a fine one. */
function checkCounts(stdout: string, runs: number): void {
  const summary: unknown = JSON.parse(stdout);
  const counts = summary !== null && typeof summary === "object" && "counts" in summary ? summary.counts : null;
  const valid = counts !== null && typeof counts === "object" && "valid" in counts ? counts.valid : null;
  if (valid !== runs) throw new Error(`${String(valid)} of ${runs} runs are valid: ${stdout}`);
}

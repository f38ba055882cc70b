import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { writeSweepExperiment } from "./experiment/sweep-experiment.ts";
import { kindOf } from "./kill-points.ts";
import { spread } from "./spread.ts";
import { requireStrace } from "./strace/require-strace.ts";
import type { Injection } from "./strace/strace-command.ts";
import { faultLabel, sweep } from "./sweep.ts";
import { recordBaseline } from "./trial/baseline.ts";
import type { Fault } from "./trial/fault-trial.ts";

const USAGE = `pnpm test:crash [--each N] [--only TEXT] [--parallel N] [--no-errors]
Kills the runner at every durable write of a small experiment, resumes, and compares with the uninterrupted results; then the same with
EIO and ENOSPC, once and from then on, at some calls of every kind. --each N takes N kill points of every kind, --only TEXT those that contain it.`;

const ERRORS_OF_EACH_KIND = 4;

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      each: { type: "string" },
      only: { type: "string", default: "" },
      parallel: { type: "string", default: "2" },
      "no-errors": { type: "boolean", default: false },
      help: { type: "boolean", default: false },
    },
  });
  if (values.help) {
    console.log(USAGE);
    return 0;
  }
  requireStrace();
  const root = mkdtempSync(join(realpathSync(tmpdir()), "scylla-sweep-"));
  try {
    const experiment = writeSweepExperiment(root);
    const { results: expected, points } = await recordBaseline(experiment);
    const each = values.each === undefined ? Number.POSITIVE_INFINITY : Number(values.each);
    const kills = spread(points, kindOf, each).map((point): Fault => ({ point, injection: KILL }));
    const errors = values["no-errors"] ? [] : spread(points, kindOf, ERRORS_OF_EACH_KIND).flatMap(errorsAt);
    const faults = [...kills, ...errors].filter((fault) => faultLabel(fault).includes(values.only));
    return await report(experiment, expected, faults, Number(values.parallel));
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

const KILL: Injection = { kind: "signal", signal: "SIGKILL" };

function errorsAt(point: Fault["point"]): Fault[] {
  return (["EIO", "ENOSPC"] as const).flatMap((code) =>
    [false, true].map((onwards): Fault => ({ point, injection: { kind: "error", code }, onwards })),
  );
}

async function report(
  experiment: string,
  expected: unknown,
  faults: readonly Fault[],
  parallel: number,
): Promise<number> {
  const begun = performance.now();
  let failed = 0;
  const progress = (done: number, fault: Fault, problems: readonly string[]): void => {
    if (problems.length > 0) failed++;
    const line = `${done}/${faults.length} points, ${failed} failed, ${seconds(begun)} s`;
    if (process.stderr.isTTY) process.stderr.write(`\r${line}\x1b[K`);
    else if (done % 50 === 0 || done === faults.length) process.stderr.write(`${line}\n`);
    if (problems.length > 0) process.stderr.write(`\nFAILED ${faultLabel(fault)}\n  ${problems.join("\n  ")}\n`);
  };
  const failures = await sweep({
    experiment,
    expected,
    faults,
    parallel,
    onDone: (done, fault, result) => progress(done, fault, result.problems),
  });
  for (const { fault, problems } of failures) console.log(`FAILED ${fault}\n  ${problems.join("\n  ")}`);
  console.log(`${faults.length - failures.length} of ${faults.length} points passed in ${seconds(begun)} s`);
  return failures.length === 0 && faults.length > 0 ? 0 : 1;
}

function seconds(since: number): string {
  return ((performance.now() - since) / 1000).toFixed(0);
}

process.exitCode = await main();

import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { fixture } from "../src/experiment/fixture.ts";
import { makeSandbox } from "../src/experiment/sandbox.ts";
import { writeSmallExperiment } from "../src/experiment/small-experiment.ts";
import { kindOf } from "../src/kill-points.ts";
import { requireStrace } from "../src/strace/require-strace.ts";
import { sweep } from "../src/sweep.ts";
import { recordBaseline } from "../src/trial/baseline.ts";
import type { Fault } from "../src/trial/fault-trial.ts";
import { examine } from "../src/trial/finish.ts";
import { scyllaIn } from "../src/trial/scylla.ts";

/** Every stage of a run begins and ends with a flush of the log: a signal at each of them comes before, and after, each of the stages. */
test("SIGINT and SIGTERM before and after each stage of a run", { timeout: 5 * 60_000 }, async () => {
  requireStrace();
  const root = mkdtempSync(join(realpathSync(tmpdir()), "scylla-signals-"));
  try {
    const experiment = writeSmallExperiment(root, {
      agents: { agent: [fixture("sweep-agent")] },
      check: [fixture("sweep-check")],
      repeats: 2,
      concurrency: 1,
    });
    const { results: expected, points } = await recordBaseline(experiment);
    // The first comes before a signal is listened to. There is a second run to be left for later.
    const flushes = points.filter((point) => kindOf(point) === "fsync store.db-wal").slice(1);
    const ofFirstRun = flushes.slice(0, (await steps(experiment)) + 1);
    const faults = ofFirstRun.flatMap((point) =>
      (["SIGINT", "SIGTERM"] as const).map((signal): Fault => ({ point, injection: { kind: "signal", signal } })),
    );
    expect(await sweep({ experiment, expected, faults, parallel: 2 })).toEqual([]);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
});

/** How many durable steps each of its runs takes. */
async function steps(experiment: string): Promise<number> {
  await using sandbox = makeSandbox();
  await scyllaIn(sandbox, experiment).run();
  const { store } = await examine(sandbox);
  const [run] = store.histories;
  expect(run?.transitions.map(({ to }) => to)).toEqual([
    "workspace",
    "buying",
    "agent",
    "captured",
    "checked",
    "graded",
  ]);
  return run?.transitions.length ?? 0;
}

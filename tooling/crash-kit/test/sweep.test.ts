import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { writeSweepExperiment } from "../src/experiment/sweep-experiment.ts";
import { type KillPoint, kindOf } from "../src/kill-points.ts";
import { spread } from "../src/spread.ts";
import { requireStrace } from "../src/strace/require-strace.ts";
import type { Injection } from "../src/strace/strace-command.ts";
import { sweep } from "../src/sweep.ts";
import { type Baseline, recordBaseline } from "../src/trial/baseline.ts";
import type { Fault } from "../src/trial/fault-trial.ts";

// A bounded part of the sweep; `pnpm test:crash` does all of it.
const LIMIT_MS = 10 * 60_000;

let root: string;
let experiment: string;
let baseline: Baseline;

beforeAll(async () => {
  requireStrace();
  root = mkdtempSync(join(realpathSync(tmpdir()), "scylla-sweep-"));
  experiment = writeSweepExperiment(root);
  baseline = await recordBaseline(experiment);
}, LIMIT_MS);

afterAll(() => rmSync(root, { recursive: true, force: true }));

/** How many of each kind of durable write are taken. */
const kill = (each: number, wanted: RegExp): Fault[] =>
  pick(each, wanted).map(at({ kind: "signal", signal: "SIGKILL" }));

function pick(each: number, wanted: RegExp): KillPoint[] {
  return spread(
    baseline.points.filter((point) => wanted.test(kindOf(point))),
    kindOf,
    each,
  );
}

function at(injection: Injection, onwards = false): (point: KillPoint) => Fault {
  return (point) => ({ point, injection, onwards });
}

const swept = (faults: readonly Fault[]) => sweep({ experiment, expected: baseline.results, faults, parallel: 2 });

test("the experiment writes to its store, its objects and its reports", () => {
  const kinds = new Set(baseline.points.map(kindOf));
  for (const kind of ["rename store.db.new", "fsync store.db-wal", "rename objects", "mkdir reports"])
    expect(kinds).toContain(kind);
});

test("killed at durable writes of every kind, it ends as if it had not been", { timeout: LIMIT_MS }, async () => {
  const faults = [...kill(1, /./), ...kill(2, /^fsync store\.db-wal$/)];
  expect(await swept(faults)).toEqual([]);
});

test("a failing or full disk is told clearly, and costs nothing", { timeout: LIMIT_MS }, async () => {
  const points = pick(1, /^(pwrite64|fsync) store\.db-wal$|^write objects$/);
  const faults = [
    ...points.map(at({ kind: "error", code: "EIO" })),
    ...points.map(at({ kind: "error", code: "ENOSPC" }, true)),
  ];
  expect(await swept(faults)).toEqual([]);
});

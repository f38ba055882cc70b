import { readFileSync } from "node:fs";
import { join } from "node:path";
import { leftoversOf } from "../examine/leftovers.ts";
import { differences } from "../examine/results.ts";
import { makeSandbox } from "../experiment/sandbox.ts";
import { type KillPoint, killPoints, pointsOf } from "../kill-points.ts";
import { recordCommand } from "../strace/strace-command.ts";
import { DURABLE_SYSCALLS, parseTrace } from "../strace/traced-call.ts";
import { examine } from "./finish.ts";
import { endProblems } from "./outcome.ts";
import { scyllaIn } from "./scylla.ts";

/** What uninterrupted runs of an experiment do and give. */
export interface Baseline {
  readonly results: unknown;
  readonly points: readonly KillPoint[];
}

/** Runs an experiment uninterrupted, several times: its results are equal, and its durable writes are what they have in common. */
export async function recordBaseline(experiment: string, times = 2): Promise<Baseline> {
  const recordings: KillPoint[][] = [];
  let results: unknown;
  for (let i = 0; i < times; i++) {
    const recorded = await record(experiment);
    if (i > 0) refuse("equal runs gave different results", differences(results, recorded.results));
    results = recorded.results;
    recordings.push(recorded.points);
  }
  return { results, points: killPoints(recordings) };
}

async function record(experiment: string): Promise<{ results: unknown; points: KillPoint[] }> {
  await using sandbox = makeSandbox();
  const scylla = scyllaIn(sandbox, experiment);
  const log = join(sandbox.root, "strace.log");
  const end = await scylla.run(recordCommand({ log, syscalls: DURABLE_SYSCALLS, command: scylla.runCommand }));
  refuse("the uninterrupted run failed", endProblems("it", end, [0]));
  const { problems } = await examine(sandbox);
  refuse("the uninterrupted run is not sound", [...problems, ...leftoversOf(sandbox)]);
  return { results: await scylla.results(), points: pointsOf(parseTrace(readFileSync(log, "latin1")), sandbox.out) };
}

function refuse(what: string, problems: readonly string[]): void {
  if (problems.length > 0) throw new Error(`${what}:\n${problems.join("\n")}`);
}

// The demonstration behind `npm run demo`: a whole experiment, killed half-way and resumed.
import { existsSync } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { readExperiment } from "@scylla/compose";
import { isFinal } from "@scylla/contracts";
import { acquireWriterLock } from "@scylla/persistence";
import { renderAnswer } from "@scylla/report";
import { halfWay } from "./half-way.ts";
import { CHECKOUT, DIRECTORY, EXPERIMENT } from "./places.ts";
import { startScylla } from "./scylla-child.ts";
import { tally } from "./tally.ts";

const dir = join(CHECKOUT, DIRECTORY);
const say = (...lines: readonly string[]): void => console.log(lines.join("\n"));

async function demonstrate(): Promise<number> {
  say(
    "Simulated agents, $0 spent.",
    "",
    "A script plays the agent: two tasks, five set-ups, four runs of each. Its prices are simulated, all else is real:",
    "workspaces, hidden tests, statistics, and the store that must survive what comes now.",
    "",
    `$ scylla run ${EXPERIMENT} --out ${DIRECTORY}`,
  );
  await removeEarlier();
  const first = await killedHalfWay();
  if (first !== null) return first;
  const before = (await readExperiment({ dir })).view;
  const inFlight = before.runs.filter((run) => run.fence > 0 && !isFinal(run.state)).length;
  say("", `Killed half-way with SIGKILL, ${inFlight} runs in flight: no warning, no cleaning up.`, "");
  say(`$ scylla resume ${DIRECTORY}`);
  const second = await startScylla(["resume", DIRECTORY]).ended;
  if (second !== 0) return second ?? 1;
  const { view, results, extras } = await readExperiment({ dir });
  const { kept, repeated, lost } = tally(before, view);
  say(`${kept} kept, ${repeated} repeated, ${lost} lost: counted in the store, after the kill and now.`, "");
  const { stdout } = process;
  const color = stdout.isTTY && stdout.hasColors();
  say(renderAnswer(results, { width: stdout.columns || 80, color, extras }).trimEnd());
  say(
    "",
    `Report (simulated prices, $0 spent): ${DIRECTORY}/reports/report.md`,
    "Try next:",
    `  npm run --silent scylla -- report ${DIRECTORY}`,
    `  npm run --silent scylla -- run ${EXPERIMENT} --out ${DIRECTORY} --repeats 12`,
    `  npm run --silent scylla -- validate ${EXPERIMENT}`,
  );
  return lost === 0 ? 0 : 1;
}

/** @returns null when it was killed; the exit code of a run that ended by itself. */
async function killedHalfWay(): Promise<number | null> {
  const scylla = startScylla(["run", EXPERIMENT, "--out", DIRECTORY]);
  const over = new AbortController();
  scylla.ended.finally(() => over.abort());
  await halfWay(dir, over.signal);
  scylla.kill();
  return scylla.ended;
}

/** A demonstration that still runs elsewhere keeps its directory: its lock can't be had. */
async function removeEarlier(): Promise<void> {
  if (!existsSync(dir)) return;
  const lock = await acquireWriterLock({ dir });
  try {
    await rm(dir, { recursive: true, force: true });
  } finally {
    await lock.release();
  }
}

process.exitCode = await demonstrate();

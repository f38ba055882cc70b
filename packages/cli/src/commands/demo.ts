import { join } from "node:path";
import { readExperiment } from "@scylla/compose";
import { isFinal } from "@scylla/contracts";
import { renderAnswer } from "@scylla/report";
import { copyExample, ownWorkDirectory } from "../demo/demo-files.ts";
import { halfWay } from "../demo/half-way.ts";
import { type ScyllaChild, startScylla } from "../demo/scylla-child.ts";
import { type Tally, tally } from "../demo/tally.ts";
import { EXIT, exitOfSignal } from "../exit-codes.ts";
import { type Output, output } from "../output.ts";
import { nearPath, ownCommand, shellWord } from "../own-command.ts";
import { type Stopping, stopSignals } from "../stop-signals.ts";

interface Demonstration {
  /** Where the example was copied to. */
  readonly files: string;
  /** The experiment directory. */
  readonly dir: string;
  readonly out: Output;
  readonly start: (args: readonly string[]) => ScyllaChild;
  readonly stopping: Stopping;
}

/** A whole experiment, killed half-way and resumed before the reader's eyes. @returns the exit code. */
export async function demo(named: string | undefined, options: { readonly json?: boolean }): Promise<number> {
  const out = output(options);
  const files = await copyExample(named);
  await using work = await ownWorkDirectory();
  using stopping = stopSignals(() => {});
  const start = (args: readonly string[]): ScyllaChild => startScylla(args, { env: work.env, stopping });
  const told = { files, dir: join(files, ".scylla", "quickstart"), out, start, stopping };
  const ended = await killAndResume(told);
  if (stopping.signal !== null) return exitOfSignal(stopping.signal);
  if (typeof ended === "number") return ended;
  await tellEnd(told, ended);
  return ended.lost === 0 ? EXIT.done : EXIT.defect;
}

/** The story is what was asked for: it goes to stdout wherever that leads, unless a program wants an object there. */
function say({ out }: Demonstration, ...lines: readonly string[]): void {
  const text = lines.join("\n");
  if (out.json) out.say(text);
  else out.answer(`${text}\n`);
}

/** @returns what came of it, or the exit code of what did not end as it should. */
async function killAndResume(told: Demonstration): Promise<Tally | number> {
  const { files, dir, start, stopping } = told;
  const experiment = join(files, "experiment.yaml");
  say(
    told,
    "Simulated agents, $0 spent.",
    "",
    "A script plays the agent: two tasks, five set-ups, four runs of each. Its prices are simulated, all else is real:",
    "workspaces, hidden tests, statistics, and the store that must survive what comes now.",
    `All files are in ${nearPath(files)}`,
    "",
    `$ scylla run ${typed(experiment)}`,
  );
  const first = await killedHalfWay(start(["run", experiment]), dir);
  if (first !== null) return first;
  // Who asked for an end before it could listen has killed it.
  if (stopping.signal !== null) return exitOfSignal(stopping.signal);
  const before = (await readExperiment({ dir })).view;
  const inFlight = before.runs.filter((run) => run.fence > 0 && !isFinal(run.state)).length;
  say(told, "", `Killed half-way with SIGKILL, ${inFlight} runs in flight: no warning, no cleaning up.`, "");
  say(told, `$ scylla resume ${typed(dir)}`);
  const second = await start(["resume", dir]).ended;
  if (second !== 0) return second ?? EXIT.defect;
  return tally(before, (await readExperiment({ dir })).view);
}

/** @returns null when it was killed; the exit code of a run that ended by itself. */
async function killedHalfWay(scylla: ScyllaChild, dir: string): Promise<number | null> {
  const over = new AbortController();
  scylla.ended.finally(() => over.abort());
  await halfWay(dir, over.signal);
  scylla.kill();
  return scylla.ended;
}

async function tellEnd(told: Demonstration, counts: Tally): Promise<void> {
  const { files, dir, out } = told;
  const { kept, repeated, lost } = counts;
  say(told, `${kept} kept, ${repeated} repeated, ${lost} lost: counted in the store, after the kill and now.`, "");
  const { results, extras } = await readExperiment({ dir });
  const stream = out.json ? process.stderr : process.stdout;
  const color = stream.isTTY === true && stream.hasColors();
  say(told, renderAnswer(results, { width: stream.columns || 80, color, extras }).trimEnd());
  const experiment = typed(join(files, "experiment.yaml"));
  say(
    told,
    "",
    `Report (simulated prices, $0 spent): ${nearPath(join(dir, "reports", "report.md"))}`,
    "Try next:",
    `  ${ownCommand()} report ${typed(dir)}`,
    `  ${ownCommand()} run ${experiment} --repeats 12`,
    `  ${ownCommand()} validate ${experiment}`,
  );
  if (out.json) out.answer(`${JSON.stringify({ status: "complete", files, dir, kept, repeated, lost })}\n`);
}

function typed(path: string): string {
  return shellWord(nearPath(path));
}

import type { Mode } from "../mode.ts";
import type { Figure } from "../report/figure.ts";
import { measureBare } from "./bare-run.ts";
import { databaseBytesPerRun } from "./database-writes.ts";
import { planResumeMs } from "./resume-planning.ts";
import { scyllaBench } from "./scylla-run.ts";

const MB = 1_000_000;
const KB = 1000;

/** Runs of the measurement under strace, which makes every system call slower and changes none. */
const TRACED_RUNS = 200;

export interface ModeFigures {
  readonly figures: readonly Figure[];
  /** The experiment directory of the largest size, finished. */
  readonly finished: string;
}

/** Everything that depends on how trees are made. */
export async function modeFigures(
  root: string,
  mode: Mode,
  sizes: readonly number[],
  say: (text: string) => void,
): Promise<ModeFigures> {
  const figures: Figure[] = [];
  const costs: number[] = [];
  let peakBytes = 0;
  let finished = "";
  const add = (what: string, unit: string, measured: number, target: number | null = null): void => {
    figures.push({ what: `${mode}: ${what}`, unit, measured, target });
  };
  for (const runs of sizes) {
    say(`${mode}, ${runs} runs`);
    const bench = scyllaBench(root, mode, runs);
    const bare = await measureBare(root, mode, runs, bench.repository);
    const scylla = await bench.run();
    const [own, theirs] = [scylla.cpuMs / runs, bare.cpuMs / runs];
    costs.push(own);
    ({ peakBytes } = scylla);
    finished = bench.out;
    add(`CPU per run, bare script, ${runs} runs`, "ms", theirs);
    add(`CPU per run, Scylla, ${runs} runs`, "ms", own);
    add(`ratio of the two, ${runs} runs`, "x", own / theirs, 1.5);
    add(`wall time per run, Scylla, ${runs} runs`, "ms", scylla.wallMs / runs);
  }
  const [smallest, largest] = [sizes[0] ?? 0, sizes.at(-1) ?? 0];
  if (sizes.length > 1)
    add(`CPU per run at ${largest} to that at ${smallest}`, "x", (costs.at(-1) ?? 0) / (costs[0] ?? 0), 1.2);
  add(`peak memory at ${largest} runs`, "MB", peakBytes / MB, 200);
  const resume = await planResumeMs(finished);
  if (resume.kept !== largest) throw new Error(`${resume.kept} of ${largest} finished runs would be kept`);
  add(`planning the resume of ${largest} finished runs`, "ms", resume.ms, 1000);
  say(`${mode}, database writes`);
  add("database bytes written per run", "KB", (await databaseBytesPerRun(root, mode, TRACED_RUNS)) / KB, 128);
  return { figures, finished };
}

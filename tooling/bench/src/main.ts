import { mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { requireStrace } from "@scylla-tooling/crash-kit";
import { modeFigures } from "./measure/mode-figures.ts";
import { shortCommandMs } from "./measure/short-command.ts";
import { medianTransitionMs } from "./measure/transitions.ts";
import { type Options, readOptions, USAGE } from "./options.ts";
import { benchReport } from "./report/bench-report.ts";
import { circumstances, loadNow } from "./report/circumstances.ts";
import { type Figure, isMet } from "./report/figure.ts";
import { figureTable } from "./report/render.ts";

const REPORT = fileURLToPath(new URL("../../../docs/bench.md", import.meta.url));

/** Runs of the measurement of single transitions. */
const TRANSITION_RUNS = 200;

async function measure(root: string, options: Options): Promise<readonly Figure[]> {
  const say = (text: string): void => void process.stderr.write(`bench: ${text}\n`);
  const figures: Figure[] = [];
  let finished = "";
  for (const mode of options.modes) {
    const measured = await modeFigures(root, mode, options.runs, say);
    figures.push(...measured.figures);
    ({ finished } = measured);
  }
  say("single transitions, and the start of the command line");
  const transition = await medianTransitionMs(root, finished, TRANSITION_RUNS);
  return [
    ...figures,
    { what: "a durable transition, median", unit: "ms", measured: transition, target: 1 },
    { what: "scylla --version, median of 20", unit: "ms", measured: await shortCommandMs(["--version"]), target: 150 },
    { what: "completion of a key, median of 20", unit: "ms", measured: await completionMs(finished), target: 150 },
  ];
}

/** What a shell waits for at a key press, in an experiment directory with a report. */
function completionMs(dir: string): Promise<number> {
  return shortCommandMs(["__complete", "rerun", dir, "--run", "t"]);
}

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2));
  if (!options) return console.log(USAGE);
  requireStrace();
  const loadBefore = loadNow();
  // Not where files live in memory: what is measured is durable.
  const root = mkdtempSync(join(realpathSync(process.env["SCYLLA_BENCH_DIR"] ?? tmpdir()), "scylla-bench-"));
  try {
    const figures = await measure(root, options);
    const where = circumstances(loadBefore);
    if (options.write) writeFileSync(REPORT, benchReport(figures, where));
    const marked = figures.map((figure) => ({ ...figure, met: isMet(figure) }));
    console.log(
      options.json ? JSON.stringify({ circumstances: where, figures: marked }, null, 2) : figureTable(figures),
    );
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

await main();

import type { Circumstances } from "./circumstances.ts";
import type { Figure } from "./figure.ts";
import { figureTable } from "./render.ts";

/** What is measured and against what, in words that stand under the table. */
const METHOD = `## What is measured

An experiment of one task (a repository of 20 files, 1 to 20 KiB each), ten set-ups that differ in one line of instructions, an agent and a
check that do nothing, two agents at once, driven by the real command line with its progress and its reports. CPU is user and system time
of the process and of every child that was waited for: mounts, agents, checks. Peak memory is the runner's own largest resident set.

The bare script (\`tooling/bench/src/bare/main.ts\`) runs beside it in the same session, on the same repository, with the same agent and check, also two
at once, and does the least that such runs need, without any framework:

1. a working tree (an overlay mount, or a copy), with a line of instructions written into it;
2. the agent started in a session of its own with a prompt on its standard input, its output read;
3. a walk over what may have changed (nothing did, so there is nothing for git to do), the output stored durably by content, the tree removed;
4. a second tree for the check, the check started, the tree removed;
5. seven durable SQLite transactions (WAL, synchronous=FULL), each a changed row and a line of a log, as many as a run of Scylla has.

So the difference is everything that Scylla adds: identity and isolation of processes, the search for what agents left running,
delivery and capture by value, facts beside each state, scheduling, progress and reports.

Database bytes are the sum of all writes to \`store.db\` and its log, checkpoints included, as strace sees them in an experiment of 200 runs. Planning a resume is
opening the store for writing (with its checks), reading everything and deciding. A durable transition is one call of the store, median over
the six steps of 200 runs. Overlays and copies are separate modes; a copied tree is chosen by a work directory that overlays can't be mounted in.`;

/** The report as Markdown. */
export function benchReport(figures: readonly Figure[], where: Circumstances): string {
  return `# Benchmark

Made by \`pnpm bench --write\`. A report, never a test: it says what was measured, met or not.

Node ${where.node}, SQLite ${where.sqlite}, ${where.cores} cores (${where.cpu}), ${where.memoryGiB} GiB;
load average ${where.load[0].toFixed(2)} before and ${where.load[1].toFixed(2)} after (the benchmark's own work included).

${figureTable(figures)}

${METHOD}
`;
}

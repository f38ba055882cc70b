// A gate in a CI job: no set-up may pass less often than the baseline, less a margin. Usage: node gate.ts [EXPERIMENT [BASELINE]]
import { writeFile } from "node:fs/promises";
import { createRunner } from "@scylla/compose";
import { loadExperiment } from "@scylla/config";
import { isScyllaError, type Results, type SubtestResult } from "@scylla/contracts";

/** What the job exits with when it was stopped half-way: run again, it carries on. */
const NOT_FINISHED = 75;
const MARGIN = 0.1;
const [file = "experiment.yaml", baseline = "plain"] = process.argv.slice(2);

async function main(): Promise<number> {
  const stop = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => stop.abort());
  const runner = createRunner({
    dir: ".scylla-ci", // keep it between jobs: what is in there is not bought again
    observers: [{ runGraded: ({ key, n, verdict }) => console.log(`${key.subtest} #${n}: ${verdict.passed}`) }],
  });
  const { status, counts, results } = await runner.run(
    { experiment: await loadExperiment(file) },
    { drain: stop.signal },
  );
  console.log(`${status}: ${counts.valid} of ${counts.planned} runs are valid`);
  if (results.status === "partial") return NOT_FINISHED;
  const cases = results.subtests.map((setup) => ({ setup, problem: problemOf(setup, results) }));
  await writeFile("junit.xml", junit(cases));
  for (const { setup, problem } of cases)
    console.log(`${problem ? "FAIL" : "ok  "} ${setup.title}${problem ? `: ${problem}` : ""}`);
  return cases.some(({ problem }) => problem) ? 1 : 0;
}

/** The rule of this job. A rate that nobody knows is no rate of 0, and no pass either. */
function problemOf({ passRate }: SubtestResult, { subtests }: Results): string | null {
  const wanted = subtests.find((one) => one.subtest === baseline)?.passRate ?? null;
  if (wanted === null) return `the baseline ${baseline} has no pass rate`;
  if (passRate === null) return "none of its runs is valid";
  return passRate < wanted - MARGIN ? `it passes ${percent(passRate)}, the baseline ${percent(wanted)}` : null;
}

function percent(share: number): string {
  return `${Math.round(100 * share)} % of its runs`;
}

function junit(cases: readonly { readonly setup: SubtestResult; readonly problem: string | null }[]): string {
  const rows = cases.map(({ setup, problem }) => {
    const name = `classname="set-ups" name="${xml(setup.title)}"`;
    return problem ? `  <testcase ${name}><failure message="${xml(problem)}"/></testcase>` : `  <testcase ${name}/>`;
  });
  const failures = cases.filter(({ problem }) => problem).length;
  return `<testsuite name="set-ups" tests="${cases.length}" failures="${failures}">\n${rows.join("\n")}\n</testsuite>\n`;
}

function xml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
}

process.exitCode = await main().catch((error: unknown) => {
  if (!isScyllaError(error)) throw error;
  console.error([`${error.code}: ${error.message}`, error.hint].filter(Boolean).join("\n"));
  return 2;
});

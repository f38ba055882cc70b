import type { Results, RunResult } from "@scylla/contracts";
import { expect, test } from "vitest";
import { exposition } from "../../src/metrics/exposition.ts";

function run(n: number, changes: Partial<RunResult> = {}): RunResult {
  const key = { task: "a", tier: "T0", subtest: "00-plain", agent: "bot" };
  const result = { outcome: "ok", passed: true, score: 1, grade: "S", costUsd: 0.5, durationMs: 1500 } as const;
  return { key: `a/T0/00-plain/bot/${n}`, cell: "c", ...key, n, ...result, ...changes };
}

const MISSING = { outcome: null, passed: null, score: null, grade: null, costUsd: null, durationMs: null };

function results(changes: Partial<Results> = {}): Results {
  const known = { passRate: 0.5, passRateInterval: null, meanScore: 0.5, meanCostUsd: 0.5, costOfPassUsd: 1 };
  return {
    schema: "results/1",
    experiment: "small",
    status: "partial",
    counts: { planned: 3, valid: 2, missing: 1 },
    runs: [run(1), run(2, { passed: false, score: 0, durationMs: 2500 }), run(3, MISSING)],
    subtests: [],
    tiers: [{ tier: "T0", title: "Prompts", winner: null, agent: "bot", runs: 3, valid: 2, ...known }],
    ...changes,
  };
}

test("every metric of a drive", () => {
  expect(exposition(results(), new Map([["T0", 61.25]]))).toMatchInlineSnapshot(`
    "# HELP scylla_tier_duration_seconds Time from the first run of a tier to its last, in the latest drive that worked on it.
    # TYPE scylla_tier_duration_seconds gauge
    scylla_tier_duration_seconds{experiment="small",tier="T0"} 61.25
    # HELP scylla_tier_runs_total Runs that have a result, by what it is.
    # TYPE scylla_tier_runs_total counter
    scylla_tier_runs_total{experiment="small",tier="T0",outcome="pass"} 1
    scylla_tier_runs_total{experiment="small",tier="T0",outcome="fail"} 1
    # HELP scylla_subtest_runs_total Runs that have a result, by set-up and by what it is.
    # TYPE scylla_subtest_runs_total counter
    scylla_subtest_runs_total{experiment="small",tier="T0",subtest="00-plain",outcome="pass"} 1
    scylla_subtest_runs_total{experiment="small",tier="T0",subtest="00-plain",outcome="fail"} 1
    # HELP scylla_experiment_pass_rate Share of the valid runs that passed.
    # TYPE scylla_experiment_pass_rate gauge
    scylla_experiment_pass_rate{experiment="small",tier="T0",agent="bot"} 0.5
    # HELP scylla_experiment_cost_of_pass_usd Mean cost of a valid run divided by the pass rate; absent where none passed or a cost is unknown.
    # TYPE scylla_experiment_cost_of_pass_usd gauge
    scylla_experiment_cost_of_pass_usd{experiment="small",tier="T0",agent="bot"} 1
    # HELP scylla_experiment_latency_seconds Mean time that the agent of a valid run took.
    # TYPE scylla_experiment_latency_seconds gauge
    scylla_experiment_latency_seconds{experiment="small",tier="T0",agent="bot"} 2
    "
  `);
});

test("what is not known is absent, with its header", () => {
  const [tier] = results().tiers;
  if (!tier) throw new Error("a tier is needed");
  const text = exposition(
    results({ runs: [run(1, MISSING)], tiers: [{ ...tier, passRate: null, costOfPassUsd: null }] }),
    new Map(),
  );
  expect(text).toBe("");
});

test("names of users can't break out of their labels", () => {
  const name = 'a"} 1\nevil{x="\\';
  const text = exposition(results({ experiment: name }), new Map());
  expect(text).toContain(String.raw`experiment="a\"} 1\nevil{x=\"\\"`);
  for (const line of text.trimEnd().split("\n")) expect(line).toMatch(LINE);
});

/** A line of the text format 0.0.4: a comment of known shape, or name, labels and a finite number. */
const LINE =
  /^(# HELP [a-z_]+ [^\n\\]+|# TYPE [a-z_]+ (counter|gauge)|[a-z_]+\{([a-z_]+="([^"\\\n]|\\[\\"n])*",?)+\} -?\d+(\.\d+)?(e[+-]?\d+)?)$/;

test("each metric has one header, before its samples, and no sample twice", () => {
  const lines = exposition(results(), new Map([["T0", 1e-7]]))
    .trimEnd()
    .split("\n");
  for (const line of lines) expect(line).toMatch(LINE);
  const samples = lines.filter((line) => !line.startsWith("#")).map((line) => line.replace(/ \S+$/, ""));
  expect(new Set(samples).size).toBe(samples.length);
  const headers = lines.filter((line) => line.startsWith("# TYPE"));
  expect(new Set(headers).size).toBe(headers.length);
});

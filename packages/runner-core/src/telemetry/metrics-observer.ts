import { type Attributes, type Meter, metrics } from "@opentelemetry/api";
import type { CellKey, Results, RunnerObserver } from "@scylla/contracts";

/**
 * Measures with OpenTelemetry's API. The meter is asked for when there is something to record, so that it does not matter whether
 * the SDK was registered before.
 *
 * - `scylla_tier_duration_seconds{tier,experiment}`, a histogram: once for each tier that a drive worked on, however the drive ended.
 * - `scylla_tier_runs_total{experiment,tier,outcome}`, a counter: runs that became final; `outcome` is `pass`, `fail`, `ungraded` or `missing`.
 * - `scylla_subtest_runs_total{experiment,tier,subtest,outcome}`, a counter: the same by set-up.
 * - `scylla_experiment_pass_rate`, `scylla_experiment_cost_of_pass_usd`, `scylla_experiment_latency_seconds{experiment,tier,agent}`,
 *   gauges: at the end of a drive; not recorded where the value is not known.
 */
export function metricsObserver(): RunnerObserver {
  let experiment = "";
  const meter = (): Meter => metrics.getMeter("scylla");
  const count = ({ tier, subtest }: CellKey, outcome: string): void => {
    const add = (name: string, description: string, by: Attributes): void =>
      meter()
        .createCounter(name, { description })
        .add(1, { experiment, ...by, outcome });
    add("scylla_tier_runs_total", "Runs that became final.", { tier });
    add("scylla_subtest_runs_total", "Runs that became final, by set-up.", { tier, subtest });
  };
  return {
    driveStarted: (event) => {
      experiment = event.experiment;
    },
    runGraded: ({ key, verdict: { passed } }) => count(key, passed === null ? "ungraded" : passed ? "pass" : "fail"),
    runMissing: ({ key }) => count(key, "missing"),
    tierFinished: ({ tier, durationMs, ...event }) => {
      meter()
        .createHistogram("scylla_tier_duration_seconds", {
          description: "Time from the first run of a tier in a drive to its last.",
          unit: "s",
        })
        .record(durationMs / 1000, { tier, experiment: event.experiment });
    },
    driveFinished: ({ results }) => {
      if (results) recordResults(meter(), results);
    },
  };
}

function recordResults(meter: Meter, results: Results): void {
  const { experiment } = results;
  const gauge = (name: string, description: string, unit: string, value: number | null, by: Attributes): void => {
    if (value !== null) meter.createGauge(name, { description, unit }).record(value, { experiment, ...by });
  };
  for (const { tier, agent, passRate, costOfPassUsd } of results.tiers) {
    const by = { tier, agent };
    gauge("scylla_experiment_pass_rate", "Share of graded runs that passed.", "1", passRate, by);
    gauge(
      "scylla_experiment_cost_of_pass_usd",
      "Mean cost of a run, divided by the pass rate.",
      "{USD}",
      costOfPassUsd,
      by,
    );
    gauge("scylla_experiment_latency_seconds", "Mean time that an agent took.", "s", meanSeconds(results, by), by);
  }
}

function meanSeconds({ runs }: Results, by: { readonly tier: string; readonly agent: string }): number | null {
  const times = runs.flatMap(({ tier, agent, passed, score, durationMs }) =>
    tier === by.tier && agent === by.agent && (passed !== null || score !== null) && durationMs !== null
      ? [durationMs]
      : [],
  );
  return times.length === 0 ? null : times.reduce((sum, ms) => sum + ms, 0) / times.length / 1000;
}

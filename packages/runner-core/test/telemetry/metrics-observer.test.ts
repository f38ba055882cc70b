import { metrics } from "@opentelemetry/api";
import {
  AggregationTemporality,
  InMemoryMetricExporter,
  MeterProvider,
  PeriodicExportingMetricReader,
} from "@opentelemetry/sdk-metrics";
import type { Results } from "@scylla/contracts";
import { afterEach, beforeEach, expect, test } from "vitest";
import { telemetryObserver } from "../../src/index.ts";
import { experiment } from "../fixtures/experiments.ts";
import { answering, laboratory } from "../fixtures/laboratory.ts";

let exporter: InMemoryMetricExporter;
let provider: MeterProvider;
beforeEach(() => {
  exporter = new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE);
  provider = new MeterProvider({
    readers: [new PeriodicExportingMetricReader({ exporter, exportIntervalMillis: 3_600_000 })],
  });
  metrics.setGlobalMeterProvider(provider);
});
afterEach(async () => {
  metrics.disable();
  await provider.shutdown();
});

/** Names of metrics with their labels, and values of those that are numbers. */
async function measured(): Promise<Readonly<Record<string, unknown>>> {
  await provider.forceFlush();
  const points = exporter.getMetrics().flatMap(({ scopeMetrics }) =>
    scopeMetrics.flatMap((scope) =>
      scope.metrics.flatMap((metric) =>
        metric.dataPoints.map(({ attributes, value }) => [
          `${metric.descriptor.name}{${Object.entries(attributes)
            .map((label) => label.join("="))
            .sort()
            .join(",")}}`,
          typeof value === "number" ? value : "distribution",
        ]),
      ),
    ),
  );
  return Object.fromEntries(points);
}

function lab(agent = answering): ReturnType<typeof laboratory> {
  return laboratory(experiment({ ladder: { T0: ["x"] } }), { observer: telemetryObserver(), agent });
}

const RUN = {
  cell: "c",
  task: "a",
  tier: "T0",
  subtest: "x",
  agent: "bot",
  outcome: "ok",
  grade: null,
  costUsd: 0.5,
} as const;
const SUMMARY = { agent: "bot", runs: 3, valid: 2, passRateInterval: null, meanScore: null, meanCostUsd: 0.5 };
const RESULTS: Results = {
  schema: "results/1",
  experiment: "example",
  status: "partial",
  counts: { planned: 3, valid: 2, missing: 1 },
  runs: [
    { ...RUN, key: "1", n: 1, passed: true, score: 1, durationMs: 1000 },
    { ...RUN, key: "2", n: 2, passed: false, score: 0, durationMs: 2000 },
    { ...RUN, key: "3", n: 3, passed: null, score: null, durationMs: 90_000 },
  ],
  subtests: [],
  tiers: [{ tier: "T0", title: "Prompts", winner: null, ...SUMMARY, passRate: 0.5, costOfPassUsd: 1 }],
};

test("the results of a drive are gauges; runs without a verdict do not count", async () => {
  telemetryObserver().driveFinished?.({ experiment: "example", results: RESULTS, error: null });
  expect(await measured()).toEqual({
    "scylla_experiment_pass_rate{agent=bot,experiment=example,tier=T0}": 0.5,
    "scylla_experiment_cost_of_pass_usd{agent=bot,experiment=example,tier=T0}": 1,
    "scylla_experiment_latency_seconds{agent=bot,experiment=example,tier=T0}": 1.5,
  });
});

test("what is not known is not recorded, never 0 or infinite", async () => {
  const tiers = RESULTS.tiers.map((tier) => ({ ...tier, passRate: null, costOfPassUsd: null }));
  telemetryObserver().driveFinished?.({ experiment: "example", results: { ...RESULTS, runs: [], tiers }, error: null });
  expect(await measured()).toEqual({});
});

test("the time of a tier, in seconds", async () => {
  await lab().run();
  expect((await measured())["scylla_tier_duration_seconds{experiment=example,tier=T0}"]).toBe("distribution");
});

test("runs are counted once, as what they became, by tier and by set-up", async () => {
  const failing = lab((purchase) => {
    purchase.write("answer.txt", "wrong");
    return { exit: { kind: "exited", code: 0 } };
  });
  const { counts } = await failing.run();
  await failing.run();
  const found = await measured();
  const total = (metric: string): number =>
    Object.entries(found).reduce((sum, [name, value]) => sum + (name.startsWith(metric) ? Number(value) : 0), 0);
  expect(total("scylla_tier_runs_total{experiment=example,outcome=")).toBe(counts.planned);
  expect(total("scylla_subtest_runs_total{experiment=example,outcome=")).toBe(counts.planned);
});

import type { Results, RunResult, TierResult } from "@scylla/contracts";

type Labels = Readonly<Record<string, string>>;

interface Metric {
  readonly name: string;
  readonly type: "counter" | "gauge";
  readonly help: string;
  readonly samples: readonly { readonly labels: Labels; readonly value: number }[];
}

/**
 * Results in Prometheus' text format. What is not known is absent: never 0, infinite or NaN.
 * @param tierSeconds how long each tier took that the latest drive worked on.
 */
export function exposition(results: Results, tierSeconds: ReadonlyMap<string, number>): string {
  return metricsOf(results, tierSeconds)
    .filter(({ samples }) => samples.length > 0)
    .map(({ name, type, help, samples }) =>
      [
        `# HELP ${name} ${help}`,
        `# TYPE ${name} ${type}`,
        ...samples.map(({ labels, value }) => `${name}{${labelText(labels)}} ${value}`),
        "",
      ].join("\n"),
    )
    .join("");
}

function metricsOf(results: Results, tierSeconds: ReadonlyMap<string, number>): readonly Metric[] {
  const { experiment, tiers, runs } = results;
  const byTier = (value: (tier: TierResult) => number | null): Metric["samples"] =>
    tiers.flatMap((row) => {
      const known = value(row);
      return known === null ? [] : [{ labels: { experiment, tier: row.tier, agent: row.agent }, value: known }];
    });
  const final = runs.filter((run) => outcomeOf(run) !== null);
  return [
    {
      name: "scylla_tier_duration_seconds",
      type: "gauge",
      help: "Time from the first run of a tier to its last, in the latest drive that worked on it.",
      samples: [...tierSeconds].map(([tier, value]) => ({ labels: { experiment, tier }, value })),
    },
    {
      name: "scylla_tier_runs_total",
      type: "counter",
      help: "Runs that have a result, by what it is.",
      samples: counted(final, (run) => ({ experiment, tier: run.tier, outcome: outcomeOf(run) ?? "" })),
    },
    {
      name: "scylla_subtest_runs_total",
      type: "counter",
      help: "Runs that have a result, by set-up and by what it is.",
      samples: counted(final, (run) => ({
        experiment,
        tier: run.tier,
        subtest: run.subtest,
        outcome: outcomeOf(run) ?? "",
      })),
    },
    {
      name: "scylla_experiment_pass_rate",
      type: "gauge",
      help: "Share of the valid runs that passed.",
      samples: byTier(({ passRate }) => passRate),
    },
    {
      name: "scylla_experiment_cost_of_pass_usd",
      type: "gauge",
      help: "Mean cost of a valid run divided by the pass rate; absent where none passed or a cost is unknown.",
      samples: byTier(({ costOfPassUsd }) => costOfPassUsd),
    },
    {
      name: "scylla_experiment_latency_seconds",
      type: "gauge",
      help: "Mean time that the agent of a valid run took.",
      samples: byTier(({ tier, agent }) =>
        meanSeconds(final.filter((run) => run.tier === tier && run.agent === agent)),
      ),
    },
  ];
}

/** Null for a run without a result. */
function outcomeOf({ passed, score }: RunResult): "pass" | "fail" | "ungraded" | null {
  if (passed === null) return score === null ? null : "ungraded";
  return passed ? "pass" : "fail";
}

function counted(runs: readonly RunResult[], labels: (run: RunResult) => Labels): Metric["samples"] {
  const groups = Map.groupBy(runs, (run) => labelText(labels(run)));
  return [...groups.values()].flatMap(([first, ...others]) =>
    first ? [{ labels: labels(first), value: others.length + 1 }] : [],
  );
}

function meanSeconds(runs: readonly RunResult[]): number | null {
  const times = runs.flatMap(({ durationMs }) => (durationMs === null ? [] : [durationMs]));
  return times.length === 0 ? null : times.reduce((sum, ms) => sum + ms, 0) / times.length / 1000;
}

function labelText(labels: Labels): string {
  return Object.entries(labels)
    .map(([name, value]) => `${name}="${escaped(value)}"`)
    .join(",");
}

function escaped(value: string): string {
  return value.replaceAll("\\", "\\\\").replaceAll('"', '\\"').replaceAll("\n", "\\n");
}

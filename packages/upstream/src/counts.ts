import type { UpstreamExperiment, UpstreamResults, UpstreamRun } from "./model.ts";

/** planned = valid + missing. */
export interface UpstreamCount {
  readonly planned: number;
  readonly valid: number;
  readonly missing: number;
}

export interface UpstreamCounts {
  readonly experiment: string;
  readonly tier: string;
  readonly runs: UpstreamCount;
  /** Judgments that a consensus rests on, of those that all planned runs should have. */
  readonly judges: UpstreamCount;
}

/** Denominators of each experiment and tier. A run is valid where somebody's judgment of it is; where no judgments were published, where its score was. */
export function upstreamCounts({ experiments, runs }: UpstreamResults): readonly UpstreamCounts[] {
  const byPlace = Map.groupBy(runs, ({ experiment, tier }) => `${experiment}\n${tier}`);
  return experiments.flatMap((experiment) => {
    const tiers = [...new Set(experiment.subtests.map(({ tier }) => tier))];
    return tiers.map((tier) => countsOf(experiment, tier, byPlace.get(`${experiment.id}\n${tier}`) ?? []));
  });
}

function countsOf(experiment: UpstreamExperiment, tier: string, runs: readonly UpstreamRun[]): UpstreamCounts {
  const subtests = experiment.subtests.filter((subtest) => subtest.tier === tier).length;
  const planned = subtests * experiment.repeats * Math.max(1, experiment.agentModels.length);
  const judged = runs.reduce((total, { judges }) => total + judges.filter(({ valid }) => valid).length, 0);
  return {
    experiment: experiment.id,
    tier,
    runs: count(planned, runs.filter((run) => isValid(run, experiment.judges > 0)).length),
    judges: count(planned * experiment.judges, judged),
  };
}

const isValid = ({ judges, published }: UpstreamRun, judged: boolean): boolean =>
  judged ? judges.some(({ valid }) => valid) : typeof published?.score === "number";

const count = (planned: number, valid: number): UpstreamCount => ({ planned, valid, missing: planned - valid });

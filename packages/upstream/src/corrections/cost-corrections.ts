import { costOfPass, mean } from "@scylla/stats";
import { groups, known, total } from "../figures/columns.ts";
import type { RunFigures } from "../figures/run-figures.ts";
import type { UpstreamFigures } from "../figures/upstream-figures.ts";
import { correction, type UpstreamCorrection } from "./correction.ts";

/** What a pass costs, and what is in the costs. */
export function costCorrections({ runs, reports, judges, summary }: UpstreamFigures): readonly UpstreamCorrection[] {
  return [
    ...(judges.length === 0
      ? []
      : correction(
          ["total cost with judges"],
          { published: summary.overall.totalCost, corrected: null },
          "What judges cost was never recorded: the published total is of the agents alone.",
        )),
    ...reports.flatMap(({ experiment, tiers }) =>
      tiers.flatMap(({ tier, bestSubtest, costOfPass: corrected }) => {
        const ofTier = runs.filter((run) => run.experiment === experiment && run.tier === tier);
        const best = ofTier.filter(({ subtest }) => subtest === bestSubtest);
        const rate = mean(known(best, "passRate"));
        if (corrected === null || rate === null || rate === 0) return [];
        return correction(
          ["report cost of pass", experiment, tier],
          { published: total(known(ofTier, "costUsd")) / rate, corrected },
          "The cost of a pass is the mean cost of a run over the pass rate; upstream's report takes what all runs of the tier cost together.",
        );
      }),
    ),
    ...groups(runs, "tier").flatMap(([tier, of]) => neverPassed(tier, of)),
  ];
}

function neverPassed(tier: string, runs: readonly RunFigures[]): readonly UpstreamCorrection[] {
  const judged = runs.filter(({ score }) => score !== null);
  if (judged.some(({ passed }) => passed)) return [];
  const tasks = groups(judged, "experiment").map(([, of]) =>
    of.flatMap(({ costUsd: cost, passed }) => (cost === null || cost < 0 ? [] : [{ cost, passed }])),
  );
  const bound = costOfPass(tasks, { seed: 42 })?.low ?? null;
  if (bound === null) return [];
  return correction(
    ["cost of pass at least", tier],
    { published: "inf", corrected: bound },
    "Where nothing passed, the cost of a pass is not infinite: it is above a bound that the number of runs gives.",
  );
}

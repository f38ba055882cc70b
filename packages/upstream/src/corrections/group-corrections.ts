import { kruskalWallis } from "@scylla/stats";
import { distinct, groups, known, type RunMetric } from "../figures/columns.ts";
import type { RunFigures } from "../figures/run-figures.ts";
import type { UpstreamFigures } from "../figures/upstream-figures.ts";
import { correction, type UpstreamCorrection } from "./correction.ts";

/** Counts and single-run figures of models and tiers. */
export function summaryCorrections({ runs, summary, tierSummary }: UpstreamFigures): readonly UpstreamCorrection[] {
  return [
    ...groups(runs, "model").flatMap(([model, of]) =>
      correction(
        ["subtests", model],
        {
          published: summary.byModel[model]?.subtests ?? null,
          corrected: distinct(of.map(({ tier, subtest }) => `${tier}/${subtest}`)).length,
        },
        "A subtest is one of its tier: upstream counts ids, and takes those of different tiers for the same.",
      ),
    ),
    ...tierSummary
      .filter(({ stdScore }) => stdScore === null)
      .flatMap(({ model, tier, consistency }) =>
        correction(
          ["consistency", model, tier],
          { published: consistency, corrected: null },
          "A single run shows no consistency: upstream's 1 is what Python's `min(1.0, NaN)` returns.",
        ),
      ),
  ];
}

/** What tests of tiers claim without any ground. */
export function testCorrections({ runs, comparisons }: UpstreamFigures): readonly UpstreamCorrection[] {
  return comparisons.flatMap(({ model, metric, omnibus, pairs }) => {
    const tiers = tiersOf(runs, model, metric);
    const testable = [...tiers.values()].filter((values) => values.length >= 2);
    const voided = omnibus === null && testable.length < tiers.size && testable.length >= 2;
    return [
      ...(voided
        ? correction(
            ["omnibus p", model, metric],
            { published: null, corrected: kruskalWallis(testable)?.p ?? null },
            "A tier with a single run can't be tested; in upstream it voids the test of all others too.",
          )
        : []),
      ...pairs.flatMap(({ from, to, n, p }) => {
        const untested = Math.min(...n) < 2;
        const constant = isConstant(tiers.get(from)) && isConstant(tiers.get(to));
        const id = [model, metric, `${from}-${to}`];
        if (untested) {
          return correction(
            ["p", ...id],
            { published: p, corrected: null },
            "A single run can't be tested: upstream's p of 1 is no result of a test.",
          );
        }
        if (!constant) return [];
        return correction(
          ["significant", ...id],
          { published: true, corrected: null },
          "Neither side varies, so a bootstrap has no interval: upstream takes NaN for an interval that leaves out 0.",
        );
      }),
    ];
  });
}

const NORMALITY: readonly RunMetric[] = ["score", "implRate", "costUsd", "durationSeconds"];
/** Upstream tests normality from three values on. */
const FEWEST = 3;

/** Constant values, which upstream calls normal. */
export function normalityCorrections({ runs }: UpstreamFigures): readonly UpstreamCorrection[] {
  return groups(runs, "model").flatMap(([model]) =>
    NORMALITY.flatMap((metric) =>
      [...tiersOf(runs, model, metric)]
        .filter(([, values]) => values.length >= FEWEST && isConstant(values))
        .flatMap(([tier]) =>
          correction(
            ["normal", model, metric, tier],
            { published: true, corrected: null },
            "Values that are all the same have no distribution to be normal: the test's p of 1 is a convention.",
          ),
        ),
    ),
  );
}

function tiersOf(runs: readonly RunFigures[], model: string, metric: RunMetric): Map<string, readonly number[]> {
  const ofModel = runs.filter((run) => run.model === model);
  return new Map(groups(ofModel, "tier").map(([tier, of]) => [tier, known(of, metric)]));
}

const isConstant = (values: readonly number[] = []): boolean => values.every((value) => value === values[0]);

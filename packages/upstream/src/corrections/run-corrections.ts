import { mean } from "@scylla/stats";
import { groups } from "../figures/columns.ts";
import type { RunFigures } from "../figures/run-figures.ts";
import type { UpstreamFigures } from "../figures/upstream-figures.ts";
import type { CorrectedRun } from "./corrected-runs.ts";
import { correction, placeOf, type UpstreamCorrection } from "./correction.ts";

const SCORE = "A score is the mean of what the judges' own categories add up to, not of the totals that they wrote.";
const PASS = "A run passes at its rubric's threshold, which upstream never applies: it asks the judges for a pass.";
const MISSING = "Without a valid judge a run is missing, and not failed.";
const RATE =
  "The rate is the median of the valid judges that have one, each within 0 and 1: upstream lets invalid judges in, lets one without points void the run, and counts more than all points.";

/** @param corrected the same runs as those of the figures, in the same order. */
export function runCorrections(
  { runs }: UpstreamFigures,
  corrected: readonly CorrectedRun[],
): readonly UpstreamCorrection[] {
  return corrected.flatMap((right, i) => {
    const published = runs[i];
    return published ? ofRun(published, right) : [];
  });
}

function ofRun(published: RunFigures, right: CorrectedRun): readonly UpstreamCorrection[] {
  const place = placeOf(right.run);
  const tokens = right.run.allModelsTokens ?? published.totalTokens;
  return [
    ...correction(["score", ...place], { published: published.score, corrected: right.score }, SCORE),
    ...correction(
      ["grade", ...place],
      { published: published.grade, corrected: right.grade },
      "A grade follows the score, which is another.",
    ),
    ...correction(
      ["passed", ...place],
      { published: published.passed, corrected: right.passed },
      right.passed === null ? MISSING : PASS,
    ),
    ...correction(["impl rate", ...place], { published: published.implRate, corrected: right.implRate }, RATE),
    ...correction(
      ["tokens", ...place],
      { published: published.totalTokens, corrected: tokens },
      "The cost is of all models that the agent used, the published tokens of its main one only.",
    ),
  ];
}

/** Means of tiers that follow from those of runs. */
export function tierCorrections(
  { runs, summary }: UpstreamFigures,
  corrected: readonly CorrectedRun[],
): readonly UpstreamCorrection[] {
  const right = new Map(runs.map((run, i) => [run, corrected[i]]));
  return groups(runs, "tier").flatMap(([tier, of]) => {
    const known = of.flatMap((run) => right.get(run) ?? []);
    const scores = known.flatMap(({ score }) => score ?? []);
    const passes = known.flatMap(({ passed }) => (passed === null ? [] : [Number(passed)]));
    const published = summary.byTier[tier];
    return [
      ...correction(["mean score", tier], { published: published?.meanScore ?? null, corrected: mean(scores) }, SCORE),
      ...correction(
        ["pass rate", tier],
        { published: published?.passRate ?? null, corrected: mean(passes) },
        passes.length < of.length ? MISSING : PASS,
      ),
    ];
  });
}

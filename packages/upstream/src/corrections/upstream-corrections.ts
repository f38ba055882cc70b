import { type UpstreamFigures, upstreamFigures } from "../figures/upstream-figures.ts";
import type { UpstreamResults } from "../model.ts";
import { agreementCorrections } from "./agreement-corrections.ts";
import { correctedRuns } from "./corrected-runs.ts";
import type { UpstreamCorrection } from "./correction.ts";
import { costCorrections } from "./cost-corrections.ts";
import { normalityCorrections, summaryCorrections, testCorrections } from "./group-corrections.ts";
import { judgeCorrections } from "./judge-corrections.ts";
import { runCorrections, tierCorrections } from "./run-corrections.ts";

/**
 * Every figure that upstream's rules get wrong, with the right one and why; from the general to the particular. What can't be told from what
 * was published (what judges saw, in which order, at what cost) is not made up.
 * @param figures of the same results.
 */
export function upstreamCorrections(
  results: UpstreamResults,
  figures: UpstreamFigures = upstreamFigures(results),
): readonly UpstreamCorrection[] {
  const corrected = correctedRuns(results);
  return [
    ...tierCorrections(figures, corrected),
    ...summaryCorrections(figures),
    ...costCorrections(figures),
    ...agreementCorrections(figures),
    ...testCorrections(figures),
    ...normalityCorrections(figures),
    ...runCorrections(figures, corrected),
    ...judgeCorrections(results),
  ];
}

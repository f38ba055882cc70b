import type { Comparison, ExperimentFile, LoadedLadder } from "@scylla/contracts";
import { suggestion } from "../nearest.ts";
import type { Problems } from "../problems.ts";
import type { YamlFile } from "../yaml/read-yaml.ts";
import { reportDuplicates } from "./duplicates.ts";

/** The declared comparisons, each between two set-ups that exist. */
export function loadComparisons(
  experiment: YamlFile<ExperimentFile>,
  ladder: LoadedLadder,
  problems: Problems,
): readonly Comparison[] {
  const { comparisons } = experiment.value;
  const setups = new Set(ladder.subtests.map(({ tier, id }) => `${tier}/${id}`));
  const places = comparisons.map(({ id }, i) => ({ id, at: experiment.at(["comparisons", i, "id"]) }));
  reportDuplicates(places, "comparison", problems);
  for (const [i, comparison] of comparisons.entries()) {
    for (const side of ["baseline", "against"] as const) {
      const name = comparison[side];
      if (setups.has(name)) continue;
      const at = experiment.at(["comparisons", i, side]);
      problems.report(
        "REFERENCE_MISSING",
        `there is no set-up ${name}`,
        at,
        suggestion(name, setups, "Write TIER/SETUP."),
      );
    }
    if (comparison.baseline === comparison.against) {
      const at = experiment.at(["comparisons", i, "against"]);
      const hint = "Name two different set-ups.";
      problems.report(
        "CONFIG_INVALID",
        `the comparison ${comparison.id} compares ${comparison.baseline} with itself`,
        at,
        hint,
      );
    }
  }
  return comparisons.map(({ margin = null, ...comparison }) => ({ ...comparison, margin }));
}

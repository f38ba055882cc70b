import type { ExperimentFile, LoadedLadder } from "@scylla/contracts";
import { suggestion } from "../nearest.ts";
import type { Problems } from "../problems.ts";
import type { YamlFile } from "../yaml/read-yaml.ts";
import { reportRepeats } from "./duplicates.ts";

/** The tiers to run in ladder order; those that have set-ups, where none are named. */
export function chosenTiers(
  experiment: YamlFile<ExperimentFile>,
  ladder: LoadedLadder,
  problems: Problems,
): readonly string[] {
  const filled = new Set(ladder.subtests.map((subtest) => subtest.tier));
  const all = ladder.tiers.map((tier) => tier.id);
  const { tiers: named } = experiment.value;
  if (!named) return all.filter((id) => filled.has(id));
  reportRepeats(
    named.map((id, i) => ({ id, at: experiment.at(["tiers", i]) })),
    "tiers",
    problems,
  );
  for (const [i, id] of named.entries()) {
    const at = experiment.at(["tiers", i]);
    if (!all.includes(id)) {
      problems.report("REFERENCE_MISSING", `there is no tier ${id}`, at, suggestion(id, all, "Add it to ladder.yaml."));
    } else if (!filled.has(id)) {
      problems.report(
        "REFERENCE_MISSING",
        `${id} has no set-ups`,
        at,
        `Add ${id}/NAME.yaml to the ladder, or remove ${id} here.`,
      );
    }
  }
  return all.filter((id) => named.includes(id));
}

import { dirname } from "node:path";
import { compareKeys, type ExperimentFile, type LoadedLadder } from "@scylla/contracts";
import { reportDuplicates } from "../experiment/duplicates.ts";
import type { Problems } from "../problems.ts";
import type { YamlFile } from "../yaml/read-yaml.ts";
import { checkLadder } from "./check-ladder.ts";
import { type SubtestWithPlaces, subtestOf } from "./load-subtest.ts";

/** The one tier of `setups:`. Blocks, skills and the rest lie in directories beside `experiment.yaml`. */
export async function inlineLadder(experiment: YamlFile<ExperimentFile>, problems: Problems): Promise<LoadedLadder> {
  const tier = { id: "T0", title: "Set-ups", dependsOn: [] };
  const setups = experiment.value.setups ?? [];
  reportDuplicates(
    setups.map(({ id }, i) => ({ id, at: experiment.at(["setups", i, "id"]) })),
    "set-up",
    problems,
  );
  const subtests: SubtestWithPlaces[] = [];
  for (const [i, { id, ...written }] of setups.entries()) {
    const root = dirname(experiment.file);
    subtests.push(
      await subtestOf(
        { root, tier: tier.id, id, written, placeOf: (path) => experiment.at(["setups", i, ...path]) },
        problems,
      ),
    );
  }
  checkLadder({ tiers: [tier], placeOf: null }, subtests, problems);
  const sorted = subtests.map(({ subtest }) => subtest).sort((a, b) => compareKeys(a.id, b.id));
  return { tiers: [tier], subtests: sorted };
}

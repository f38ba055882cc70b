import { join } from "node:path";
import {
  DEFAULT_LADDER,
  type LadderFile,
  ladderFileSchema,
  type PlannedTier,
  type SourcePosition,
} from "@scylla/contracts";
import { suggestion } from "../nearest.ts";
import type { Problems } from "../problems.ts";
import { readYaml } from "../yaml/read-yaml.ts";

export interface TiersWithPlaces {
  readonly tiers: readonly PlannedTier[];
  /** Where a tier is declared; null for the tiers that hold without a `ladder.yaml`. */
  readonly placeOf: ((tier: string) => SourcePosition) | null;
}

/** The tiers of `ladder.yaml` in its order, or the usual ones; null when the file is wrong, which is reported. */
export async function loadTiers(root: string, hasFile: boolean, problems: Problems): Promise<TiersWithPlaces | null> {
  if (!hasFile) return { tiers: plannedTiers(DEFAULT_LADDER), placeOf: null };
  const file = join(root, "ladder.yaml");
  const read = await readYaml({ file, name: "ladder.yaml", at: { file }, schema: ladderFileSchema }, problems);
  if (!read) return null;
  const tiers = plannedTiers(read.value);
  const ids = tiers.map((tier) => tier.id);
  for (const tier of tiers) {
    for (const [i, needed] of tier.dependsOn.entries()) {
      if (ids.includes(needed)) continue;
      const at = read.at(["tiers", tier.id, "dependsOn", i]);
      problems.report(
        "REFERENCE_MISSING",
        `${tier.id} depends on ${needed}, which is not a tier`,
        at,
        suggestion(needed, ids, "Remove it."),
      );
    }
  }
  return { tiers, placeOf: (tier) => read.keyAt(["tiers", tier]) };
}

function plannedTiers(ladder: LadderFile): readonly PlannedTier[] {
  return Object.entries(ladder.tiers).map(([id, { title, dependsOn }]) => ({
    id,
    title,
    dependsOn: [...new Set(dependsOn)],
  }));
}

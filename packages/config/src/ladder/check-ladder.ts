import { findTierCycle } from "@scylla/contracts";
import { reportRepeats } from "../experiment/duplicates.ts";
import { suggestion } from "../nearest.ts";
import type { Problems } from "../problems.ts";
import type { SubtestWithPlaces } from "./load-subtest.ts";
import type { TiersWithPlaces } from "./load-tiers.ts";

/** Checks that need the whole ladder: no circle, and every inherited tier is one that comes before and has set-ups. */
export function checkLadder(
  { tiers, placeOf }: TiersWithPlaces,
  subtests: readonly SubtestWithPlaces[],
  problems: Problems,
): void {
  const cycle = findTierCycle(tiers);
  const [first] = cycle ?? [];
  if (cycle && first !== undefined && placeOf) {
    const hint = "Remove one of these dependencies.";
    problems.report(
      "TIER_CYCLE",
      `tiers depend on each other in a circle: ${cycle.join(" -> ")}`,
      placeOf(first),
      hint,
    );
  }
  const filled = new Set(subtests.map(({ subtest }) => subtest.tier));
  for (const { subtest, inheritedAt } of subtests) {
    const dependsOn = tiers.find((tier) => tier.id === subtest.tier)?.dependsOn ?? [];
    const listed = (subtest.inherits?.tiers ?? []).map((id, i) => ({ id, at: inheritedAt(i) }));
    reportRepeats(listed, "inherits.tiers", problems);
    for (const { id, at } of listed) {
      if (!dependsOn.includes(id)) {
        const usable = suggestion(id, dependsOn, `${subtest.tier} depends on no tier.`);
        const hint = `${usable} What a tier may inherit from is its \`dependsOn\` in ladder.yaml.`;
        problems.report(
          "REFERENCE_MISSING",
          `${subtest.tier} can't inherit from ${id}, because it does not depend on it`,
          at,
          hint,
        );
      } else if (!filled.has(id)) {
        problems.report(
          "REFERENCE_MISSING",
          `${id} has no set-up to inherit`,
          at,
          `Add one, or remove ${id} from the list.`,
        );
      }
    }
  }
}

import { compareKeys, findTierCycle, type LoadedLadder, type LoadedSubtest, ScyllaError } from "@scylla/contracts";

/**
 * The set-ups to plan: of the chosen tiers, in ladder order, the first N of each. A ladder made in code is checked like one from files.
 * @throws {ScyllaError} `TIER_CYCLE`, `REFERENCE_MISSING` for a tier that does not exist or that a set-up may not inherit from,
 * `DUPLICATE_ID`, `PLAN_EMPTY` for a tier without set-ups.
 */
export function chooseSubtests(
  ladder: LoadedLadder,
  tiers: readonly string[],
  maxSubtests: number | null,
): readonly LoadedSubtest[] {
  checkTiers(ladder, tiers);
  checkSubtests(ladder);
  return ladder.tiers
    .filter(({ id }) => tiers.includes(id))
    .flatMap(({ id }) => {
      const all = ladder.subtests.filter((subtest) => subtest.tier === id).sort((a, b) => compareKeys(a.id, b.id));
      const hint = `Add a set-up to ${id}, or leave it out of the tiers to run.`;
      if (all.length === 0) throw new ScyllaError("PLAN_EMPTY", `${id} has no set-ups`, { hint });
      return maxSubtests === null ? all : all.slice(0, maxSubtests);
    });
}

function checkTiers(ladder: LoadedLadder, tiers: readonly string[]): void {
  const cycle = findTierCycle(ladder.tiers);
  if (cycle) {
    const hint = "Remove one of these dependencies.";
    throw new ScyllaError("TIER_CYCLE", `tiers depend on each other in a circle: ${cycle.join(" -> ")}`, { hint });
  }
  const known = ladder.tiers.map((tier) => tier.id);
  const unknown = tiers.find((id) => !known.includes(id));
  if (unknown !== undefined) {
    throw new ScyllaError("REFERENCE_MISSING", `there is no tier ${unknown}`, {
      hint: `The ladder's tiers are ${known.join(", ")}.`,
    });
  }
}

function checkSubtests(ladder: LoadedLadder): void {
  const dependsOn = new Map(ladder.tiers.map((tier) => [tier.id, tier.dependsOn]));
  const seen = new Set<string>();
  for (const { tier, id, inherits, at } of ladder.subtests) {
    const name = `${tier}/${id}`;
    if (!dependsOn.has(tier)) {
      const hint = "Add it to the ladder's tiers.";
      throw new ScyllaError("REFERENCE_MISSING", `the set-up ${name} belongs to a tier that does not exist`, {
        at,
        hint,
      });
    }
    if (seen.has(name))
      throw new ScyllaError("DUPLICATE_ID", `two set-ups are called ${name}`, { at, hint: "Rename one." });
    seen.add(name);
    const foreign = inherits?.tiers.find((from) => !dependsOn.get(tier)?.includes(from));
    if (foreign !== undefined) {
      const hint = `Add ${foreign} to what ${tier} depends on.`;
      throw new ScyllaError(
        "REFERENCE_MISSING",
        `${name} can't inherit from ${foreign}: ${tier} does not depend on it`,
        { at, hint },
      );
    }
  }
}

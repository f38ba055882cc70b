import { compareKeys, findTierCycle, type LoadedLadder, type LoadedSubtest, ScyllaError } from "@scylla/contracts";
import { throwInOrder } from "./throw-in-order.ts";

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
  throwInOrder(misplacedSubtests(ladder), ladder.subtests);
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

/** Set-ups without a tier, with the name of another one, or that inherit from where their tier does not depend on. */
function misplacedSubtests(ladder: LoadedLadder): readonly ScyllaError[] {
  const dependsOn = new Map(ladder.tiers.map((tier) => [tier.id, tier.dependsOn]));
  const seen = new Set<string>();
  return ladder.subtests.flatMap(({ tier, id, inherits, at }) => {
    const name = `${tier}/${id}`;
    const missing = (message: string, hint: string) => [new ScyllaError("REFERENCE_MISSING", message, { at, hint })];
    if (!dependsOn.has(tier))
      return missing(`the set-up ${name} belongs to a tier that does not exist`, "Add it to the ladder's tiers.");
    if (seen.has(name))
      return [new ScyllaError("DUPLICATE_ID", `two set-ups are called ${name}`, { at, hint: "Rename one." })];
    seen.add(name);
    const foreign = inherits?.tiers.find((from) => !dependsOn.get(tier)?.includes(from));
    return foreign === undefined
      ? []
      : missing(
          `${name} can't inherit from ${foreign}: ${tier} does not depend on it`,
          `Add ${foreign} to what ${tier} depends on.`,
        );
  });
}

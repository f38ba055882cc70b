import { type LoadedLadder, nearestName } from "@scylla/contracts";
import { plainText } from "@scylla/report";
import { usageError } from "./usage-error.ts";

/** The tiers of `--tiers`, all of which have set-ups. @throws {ScyllaError} `USAGE`, naming the nearest. */
export function knownTiers(wanted: readonly string[], ladder: LoadedLadder): readonly string[] {
  const filled = new Set(ladder.subtests.map((subtest) => subtest.tier));
  const known = ladder.tiers.map((tier) => tier.id).filter((id) => filled.has(id));
  const unknown = wanted.find((id) => !known.includes(id));
  if (unknown === undefined) return wanted;
  const empty = ladder.tiers.find((tier) => tier.id === unknown);
  if (empty)
    throw usageError(
      `--tiers names a group without set-ups: ${groupName(empty)}`,
      `Groups with set-ups are: ${filledGroups(ladder, filled)}.`,
    );
  const near = nearestName(unknown, known);
  throw usageError(
    `--tiers names no group: ${JSON.stringify(unknown)}`,
    `${near === null ? "" : `Did you mean ${near}? `}Groups with set-ups are: ${filledGroups(ladder, filled)}.`,
  );
}

function filledGroups(ladder: LoadedLadder, filled: ReadonlySet<string>): string {
  return ladder.tiers
    .filter((tier) => filled.has(tier.id))
    .map(groupName)
    .join(", ");
}

function groupName({ id, title }: LoadedLadder["tiers"][number]): string {
  return `${plainText(title)} (${id})`;
}

import type { ResumeTier } from "@scylla/contracts";

/** How far a drive has come with a group. */
export interface GroupProgress {
  readonly tier: string;
  /** Runs of the drive, with those that were final before it. */
  readonly planned: number;
  readonly kept: number;
  readonly done: number;
  /** Of these, finally missing. */
  readonly missing: number;
  /** Runs whose tries were used up. */
  readonly failed: number;
}

/** What can become of a run in a drive. */
export type Counted = "done" | "missing" | "failed";

export interface GroupTally {
  expect(tiers: readonly ResumeTier[]): void;
  add(tier: string, what: Counted): void;
  groups(): readonly GroupProgress[];
  /** Over all groups. */
  sums(): Pick<GroupProgress, Counted>;
}

const NOTHING = { planned: 0, kept: 0, done: 0, missing: 0, failed: 0 };

/** Counts by group what becomes of runs. */
export function groupTally(): GroupTally {
  const groups = new Map<string, GroupProgress>();
  const group = (tier: string): GroupProgress => groups.get(tier) ?? { tier, ...NOTHING };
  return {
    expect: (tiers) => {
      for (const { tier, planned, kept } of tiers) groups.set(tier, { ...group(tier), planned, kept });
    },
    add: (tier, what) => {
      const before = group(tier);
      groups.set(tier, { ...before, [what]: before[what] + 1 });
    },
    groups: () => [...groups.values()],
    sums: () => {
      const sum = { done: 0, missing: 0, failed: 0 };
      for (const { done, missing, failed } of groups.values()) {
        sum.done += done;
        sum.missing += missing;
        sum.failed += failed;
      }
      return sum;
    },
  };
}

import type { Counts } from "@scylla/contracts";

/** Distinct names that are kept: an agent may make up as many as it likes. */
const NAME_LIMIT = 1000;
const NAME_LENGTH = 200;

export interface Tally {
  add(name: string, times?: number): void;
  /** In order of names, so that equal runs give equal values. */
  counts(): Counts;
}

/** Counts names in bounded memory: further names than the limit, and the tails of long ones, are dropped. */
export function tally(): Tally {
  const byName = new Map<string, number>();
  return {
    add: (name, times = 1) => {
      const key = name.slice(0, NAME_LENGTH);
      const before = byName.get(key);
      if (before === undefined && byName.size >= NAME_LIMIT) return;
      byName.set(key, (before ?? 0) + times);
    },
    counts: () => Object.fromEntries([...byName].sort(([a], [b]) => (a < b ? -1 : 1))),
  };
}

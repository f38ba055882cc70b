import { type Random, seededRandom } from "@scylla/contracts";

/** Seeded choices: the same text makes the same ones. */
export interface Chooser {
  /** A whole number from 0 to below `n`. */
  below(n: number): number;
  chance(share: number): boolean;
  pick<T>(items: readonly [T, ...T[]]): T;
  /** Between `least` and `most` things. */
  many<T>(least: number, most: number, make: (i: number) => T): T[];
}

export function chooser(seed: string): Chooser {
  const random: Random = seededRandom(seed);
  const below = (n: number): number => Math.floor(random() * n);
  return {
    below,
    chance: (share) => random() < share,
    pick: (items) => items[below(items.length)] ?? items[0],
    many: (least, most, make) => Array.from({ length: least + below(most - least + 1) }, (_, i) => make(i)),
  };
}

import { requireFinite } from "../checks.ts";
import { type PermutationOptions, permutationSettings, signPatterns } from "../tests/sign-patterns.ts";

export interface MaxT {
  /** Adjusted p per comparison, in the order given; 1 where all its differences are zero. */
  readonly p: readonly number[];
  readonly method: "exact" | "monte-carlo";
  readonly arrangements: number;
}

/**
 * Step-down max-T adjustment of several comparisons over the same tasks, `differences[comparison][task]`: signs are flipped per task, for all
 * comparisons alike, and each |t| is held against the largest of those not yet ranked above it. Keeps the chance of any false rejection at
 * most α and, unlike Holm, gains from comparisons that move together. Same arrangements and options as {@link signFlip}.
 * Source: P. H. Westfall and S. S. Young, Resampling-Based Multiple Testing (1993), algorithm 4.1.
 * @returns null for no comparison or no tasks.
 * @throws {RangeError} for a value that is NaN or infinite, comparisons of unequal length, or an option that is no positive integer.
 */
export function maxT(differences: readonly (readonly number[])[], options: PermutationOptions = {}): MaxT | null {
  const settings = permutationSettings(options);
  const tasks = differences[0]?.length ?? 0;
  for (const row of differences) {
    requireFinite(row, "differences");
    if (row.length !== tasks) throw new RangeError(`comparisons need the same tasks: ${tasks} and ${row.length}`);
  }
  if (tasks === 0) return null;
  const { method, arrangements, patterns } = signPatterns(tasks, settings);
  const unflipped = new Int32Array(tasks).fill(1);
  const ranked = differences
    .map((row, place) => ({ row, place, observed: statistic(row, unflipped) }))
    .sort((one, other) => other.observed - one.observed);
  const upwards = [...ranked.entries()].reverse();
  const exceeded = ranked.map(() => 0);
  let all = 0;
  for (const signs of patterns) {
    all++;
    let largest = 0;
    for (const [h, { row, observed }] of upwards) {
      largest = Math.max(largest, statistic(row, signs));
      if (largest >= observed * (1 - 1e-9)) exceeded[h] = (exceeded[h] ?? 0) + 1;
    }
  }
  const p = differences.map(() => 1);
  let highest = 0;
  ranked.forEach(({ place }, h) => {
    highest = Math.max(highest, (exceeded[h] ?? all) / all);
    p[place] = highest;
  });
  return { p, method, arrangements };
}

/** |t| up to a factor that all share: it grows with |sum| / sqrt(sum of squares), which a flip leaves but for the sum. 0 for zeros only. */
function statistic(row: readonly number[], signs: Int32Array): number {
  let [total, squares] = [0, 0];
  for (let i = 0; i < row.length; i++) {
    const d = row[i] ?? 0;
    total += d * (signs[i] ?? 1);
    squares += d * d;
  }
  return squares === 0 ? 0 : Math.abs(total) / Math.sqrt(squares);
}

import { requireFinite, requireInteger } from "../checks.ts";
import { randomSource } from "../random/random-source.ts";
import { PERMUTATION_DEFAULTS, type PermutationOptions } from "../tests/sign-flip.ts";

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
  const { exactUpTo, draws, seed } = { ...PERMUTATION_DEFAULTS, ...options };
  requireInteger(exactUpTo, 1, "exactUpTo");
  requireInteger(draws, 1, "draws");
  const tasks = differences[0]?.length ?? 0;
  for (const row of differences) {
    requireFinite(row, "differences");
    if (row.length !== tasks) throw new RangeError(`comparisons need the same tasks: ${tasks} and ${row.length}`);
  }
  if (tasks === 0) return null;
  const signs = new Int32Array(tasks).fill(1);
  const observed = differences.map((row) => statistic(row, signs));
  const order = observed.map((_, h) => h).sort((g, h) => (observed[h] ?? 0) - (observed[g] ?? 0));
  const exceeded = new Array<number>(order.length).fill(0);
  const count = (): void => {
    let largest = 0;
    for (let place = order.length - 1; place >= 0; place--) {
      const h = order[place] ?? 0;
      largest = Math.max(largest, statistic(differences[h] ?? [], signs));
      if (largest >= (observed[h] ?? 0) * (1 - 1e-9)) exceeded[place] = (exceeded[place] ?? 0) + 1;
    }
  };
  const exact = 2 ** tasks <= exactUpTo;
  const arrangements = exact ? 2 ** tasks : draws;
  const random = randomSource(seed);
  if (!exact) count();
  for (let k = 0; k < arrangements; k++) {
    if (exact) for (let i = 0; i < tasks; i++) signs[i] = ((k >> i) & 1) === 1 ? -1 : 1;
    else {
      random.fillBelow(signs, 2);
      for (let i = 0; i < tasks; i++) signs[i] = 1 - 2 * (signs[i] ?? 0);
    }
    count();
  }
  const all = exact ? arrangements : arrangements + 1;
  const p = new Array<number>(order.length).fill(1);
  let highest = 0;
  order.forEach((h, place) => {
    highest = Math.max(highest, (exceeded[place] ?? all) / all);
    p[h] = highest;
  });
  return { p, method: exact ? "exact" : "monte-carlo", arrangements };
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

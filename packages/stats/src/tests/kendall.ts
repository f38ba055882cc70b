import { requirePairs } from "../checks.ts";
import { normal } from "../distributions/normal.ts";
import type { Correlation } from "./correlation.ts";
import { exactShare } from "./exact-share.ts";
import { rank } from "./ranks.ts";

const LARGEST_EXACT = 33;

/**
 * Kendall's tau-b as `r`. p is exact without ties for up to 33 pairs (or when at most one pair is out of order), else normal with tie correction.
 * Compares all pairs of pairs: n² / 2 steps.
 * Source: M. G. Kendall, Rank Correlation Methods (4th ed., 1970), chapters 3-5; choice of method as `scipy.stats.kendalltau`.
 * @returns null for fewer than two pairs, or when a side is constant.
 * @throws {RangeError} for unequal lengths, or a value that is NaN or infinite.
 */
export function kendall(x: readonly number[], y: readonly number[]): Correlation | null {
  requirePairs(x, y);
  const n = x.length;
  const [tx, ty] = [rank(x).ties, rank(y).ties];
  const all = (n * (n - 1)) / 2;
  const [freeX, freeY] = [all - tiedPairs(tx), all - tiedPairs(ty)];
  if (!(freeX > 0 && freeY > 0)) return null;
  const score = concordanceScore(x, y);
  const r = Math.max(-1, Math.min(1, score / Math.sqrt(freeX) / Math.sqrt(freeY)));
  const untied = freeX === all && freeY === all;
  const fewest = (all - Math.abs(score)) / 2;
  const exact = untied && (n <= LARGEST_EXACT || fewest <= 1);
  return { r, p: exact ? exactP(n, fewest) : asymptoticP(n, score, tx, ty) };
}

/** Concordant minus discordant pairs. */
function concordanceScore(x: readonly number[], y: readonly number[]): number {
  let score = 0;
  x.forEach((xi, i) => {
    for (let j = 0; j < i; j++) score += Math.sign(xi - (x[j] ?? 0)) * Math.sign((y[i] ?? 0) - (y[j] ?? 0));
  });
  return score;
}

/** Both tails from the number of orders of n with at most `most` inversions. */
function exactP(n: number, most: number): number {
  let counts = new Array<bigint>(most + 1).fill(0n);
  counts[0] = 1n;
  let orders = 1n;
  for (let k = 2; k <= n; k++) {
    orders *= BigInt(k);
    let running = 0n;
    const previous = counts;
    counts = previous.map((count, i) => {
      running += count - (i >= k ? (previous[i - k] ?? 0n) : 0n);
      return running;
    });
  }
  return Math.min(
    1,
    2 *
      exactShare(
        counts.reduce((total, count) => total + count, 0n),
        orders,
      ),
  );
}

function asymptoticP(n: number, score: number, tx: readonly number[], ty: readonly number[]): number {
  const m = n * (n - 1);
  const spread = (m * (2 * n + 5) - weighted(tx) - weighted(ty)) / 18;
  const both = (2 * tiedPairs(tx) * tiedPairs(ty)) / m;
  const triples = n > 2 ? (tiedTriples(tx) * tiedTriples(ty)) / (9 * m * (n - 2)) : 0;
  return Math.min(1, 2 * normal.sf(Math.abs(score) / Math.sqrt(spread + both + triples)));
}

const tiedPairs = (ties: readonly number[]): number => ties.reduce((total, t) => total + (t * (t - 1)) / 2, 0);
const tiedTriples = (ties: readonly number[]): number => ties.reduce((total, t) => total + t * (t - 1) * (t - 2), 0);
const weighted = (ties: readonly number[]): number => ties.reduce((total, t) => total + t * (t - 1) * (2 * t + 5), 0);

import { requireFinite } from "../checks.ts";
import { normal } from "../distributions/normal.ts";
import { exactShare } from "./exact-share.ts";
import { rank, tieSum } from "./ranks.ts";

export interface WilcoxonSignedRank {
  /** The smaller of the two sums of ranks. */
  readonly w: number;
  /** Two-sided. */
  readonly p: number;
  readonly method: "exact" | "asymptotic";
  /** Differences that are not zero: all that the test looks at. */
  readonly used: number;
}

const LARGEST_EXACT = 50;

/**
 * Wilcoxon signed-rank test that paired differences are symmetric about zero. Differences of zero are left out. `auto` is exact for at
 * most 50 others; exact is over all signs of the ranks at hand, so it holds with ties too. Asymptotic: with tie correction, without
 * continuity correction. When all differences are zero p is 1.
 * Source: F. Wilcoxon, Biometrics Bull. 1 (1945) 80-83.
 * @returns null for no differences.
 * @throws {RangeError} for a value that is NaN or infinite.
 */
export function wilcoxonSignedRank(
  differences: readonly number[],
  method: "auto" | "exact" | "asymptotic" = "auto",
): WilcoxonSignedRank | null {
  requireFinite(differences, "differences");
  if (differences.length === 0) return null;
  const others = differences.filter((d) => d !== 0);
  const used = others.length;
  const { ranks, ties } = rank(others.map(Math.abs));
  const positive = ranks.reduce((total, r, i) => ((others[i] ?? 0) > 0 ? total + r : total), 0);
  const w = Math.min(positive, (used * (used + 1)) / 2 - positive);
  return method === "exact" || (method === "auto" && used <= LARGEST_EXACT)
    ? { w, p: exactP(w, ranks), method: "exact", used }
    : { w, p: asymptoticP(w, used, ties), method: "asymptotic", used };
}

/** Both tails of the sum over all signs; ranks are doubled, so that shared ranks are whole. */
function exactP(w: number, ranks: readonly number[]): number {
  const largest = Math.round(2 * w);
  const counts = new Array<bigint>(largest + 1).fill(0n);
  counts[0] = 1n;
  for (const r of ranks) {
    const step = Math.round(2 * r);
    for (let s = largest; s >= step; s--) counts[s] = (counts[s] ?? 0n) + (counts[s - step] ?? 0n);
  }
  const extreme = counts.reduce((total, count) => total + count, 0n);
  return Math.min(1, 2 * exactShare(extreme, 2n ** BigInt(ranks.length)));
}

function asymptoticP(w: number, n: number, ties: readonly number[]): number {
  const variance = (n * (n + 1) * (2 * n + 1)) / 24 - tieSum(ties) / 48;
  if (!(variance > 0)) return 1;
  return Math.min(1, 2 * normal.cdf((w - (n * (n + 1)) / 4) / Math.sqrt(variance)));
}

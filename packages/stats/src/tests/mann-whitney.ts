import { requireFinite } from "../checks.ts";
import { normal } from "../distributions/normal.ts";
import { exactShare } from "./exact-share.ts";
import { rank, tieSum } from "./ranks.ts";

export interface MannWhitney {
  /** Pairs in which x is the larger, ties counted half: U of the first sample. */
  readonly u: number;
  /** Two-sided. */
  readonly p: number;
  readonly method: "exact" | "asymptotic";
}

/** `auto` is exact for samples without ties of which one has at most 8 values. */
export type MannWhitneyMethod = "auto" | "exact" | "asymptotic";

/**
 * Mann-Whitney U test that two independent samples come of one distribution. Asymptotic: with tie and continuity correction.
 * When all values are equal p is 1. For pass/fail outcomes compare proportions instead.
 * Source: H. B. Mann and D. R. Whitney, Ann. Math. Statist. 18 (1947) 50-60; choice of method as `scipy.stats.mannwhitneyu`.
 * @returns null when a sample is empty.
 * @throws {RangeError} for a value that is NaN or infinite, and when the exact method is asked for with ties.
 */
export function mannWhitneyU(
  x: readonly number[],
  y: readonly number[],
  method: MannWhitneyMethod = "auto",
): MannWhitney | null {
  requireFinite(x, "x");
  requireFinite(y, "y");
  if (x.length === 0 || y.length === 0) return null;
  const { ranks, ties } = rank([...x, ...y]);
  const rankSum = ranks.slice(0, x.length).reduce((total, r) => total + r, 0);
  const u = rankSum - (x.length * (x.length + 1)) / 2;
  const tied = ties.some((size) => size > 1);
  if (method === "exact" && tied) throw new RangeError("the exact Mann-Whitney test needs values without ties");
  const exact = method === "exact" || (method === "auto" && !tied && Math.min(x.length, y.length) <= 8);
  return exact
    ? { u, p: exactP(u, x.length, y.length), method: "exact" }
    : { u, p: asymptoticP(u, x.length, y.length, ties), method: "asymptotic" };
}

function asymptoticP(u: number, n1: number, n2: number, ties: readonly number[]): number {
  const n = n1 + n2;
  const variance = ((n1 * n2) / 12) * (n + 1 - tieSum(ties) / (n * (n - 1)));
  if (!(variance > 0)) return 1;
  const z = (Math.max(u, n1 * n2 - u) - (n1 * n2) / 2 - 0.5) / Math.sqrt(variance);
  return Math.min(1, 2 * normal.sf(z));
}

function exactP(u: number, n1: number, n2: number): number {
  const counts = arrangements(Math.min(n1, n2), Math.max(n1, n2), Math.min(u, n1 * n2 - u));
  const extreme = counts.reduce((total, count) => total + count, 0n);
  return Math.min(1, 2 * exactShare(extreme, choose(n1 + n2, n1)));
}

/** How many of the arrangements have U = 0, 1, ..., `largest`: coefficients of the Gaussian binomial, by its product formula. */
function arrangements(few: number, many: number, largest: number): bigint[] {
  const counts = new Array<bigint>(largest + 1).fill(0n);
  counts[0] = 1n;
  for (let i = 1; i <= few; i++) {
    for (let u = largest; u >= many + i; u--) counts[u] = (counts[u] ?? 0n) - (counts[u - many - i] ?? 0n);
    for (let u = i; u <= largest; u++) counts[u] = (counts[u] ?? 0n) + (counts[u - i] ?? 0n);
  }
  return counts;
}

function choose(n: number, k: number): bigint {
  let ways = 1n;
  for (let i = 1; i <= k; i++) ways = (ways * BigInt(n - k + i)) / BigInt(i);
  return ways;
}

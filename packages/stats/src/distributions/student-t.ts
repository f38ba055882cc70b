import { requireNumber, requirePositive, requireShare } from "./arguments.ts";
import { incompleteBeta } from "./incomplete-beta.ts";
import { betaLogOdds } from "./inverse.ts";
import type { Distribution } from "./tails.ts";

/**
 * Student's t distribution with `df` degrees of freedom, not necessarily an integer.
 * Source: P(|T| > t) = I_x(df/2, 1/2) at x = df / (df + t²), e.g. NIST DLMF 8.17 and Abramowitz & Stegun 26.7.1.
 * @throws {RangeError} unless df is positive and finite.
 */
export function studentT(df: number): Distribution {
  requirePositive(df, "degrees of freedom");
  const upperTail = (t: number): number => {
    const { lower, upper } = outside(t, df);
    return t > 0 ? lower / 2 : 0.5 + upper / 2;
  };
  return {
    cdf: (x) => upperTail(-requireNumber(x)),
    sf: (x) => upperTail(requireNumber(x)),
    quantile(p) {
      requireShare(p);
      if (p === 0 || p === 1) return p === 0 ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
      const smaller = Math.min(p, 1 - p);
      if (smaller === 0.5) return 0;
      const t = Math.sqrt(df * Math.exp(-betaLogOdds(df / 2, 0.5, { lower: 2 * smaller, upper: 1 - 2 * smaller })));
      return p < 0.5 ? -t : t;
    },
  };
}

/** P(|T| > |t|) as `lower`: the two-sided p-value of a t statistic. */
export function twoSidedT(t: number, df: number): number {
  return outside(t, df).lower;
}

function outside(t: number, df: number) {
  const ratio = (t / df) * t;
  return ratio === Number.POSITIVE_INFINITY
    ? incompleteBeta(df / 2, 0.5, 0, 1)
    : incompleteBeta(df / 2, 0.5, 1 / (1 + ratio), ratio / (1 + ratio));
}

import { requireNumber, requirePositive, requireShare } from "./arguments.ts";
import { incompleteBeta } from "./incomplete-beta.ts";
import { betaLogOdds } from "./inverse.ts";
import { ALL_BELOW, type Distribution, NOTHING_BELOW, type Tails } from "./tails.ts";

/**
 * The F distribution. Source: d1 X / (d1 X + d2) is beta with shapes d1 / 2 and d2 / 2, Abramowitz & Stegun 26.6.2.
 * @throws {RangeError} unless both degrees of freedom are positive and finite.
 */
export function fDistribution(d1: number, d2: number): Distribution {
  requirePositive(d1, "the numerator's degrees of freedom");
  requirePositive(d2, "the denominator's degrees of freedom");
  const tails = (x: number): Tails => {
    if (x <= 0) return NOTHING_BELOW;
    const odds = (d1 / d2) * x;
    return odds === Number.POSITIVE_INFINITY
      ? ALL_BELOW
      : incompleteBeta(d1 / 2, d2 / 2, odds / (1 + odds), 1 / (1 + odds));
  };
  return {
    cdf: (x) => tails(requireNumber(x)).lower,
    sf: (x) => tails(requireNumber(x)).upper,
    quantile(p) {
      requireShare(p);
      if (p === 0 || p === 1) return p === 0 ? 0 : Number.POSITIVE_INFINITY;
      return (d2 / d1) * Math.exp(betaLogOdds(d1 / 2, d2 / 2, { lower: p, upper: 1 - p }));
    },
  };
}

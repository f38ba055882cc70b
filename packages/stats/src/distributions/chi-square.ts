import { requireNumber, requirePositive, requireShare } from "./arguments.ts";
import { incompleteGamma } from "./incomplete-gamma.ts";
import { gammaLog } from "./inverse.ts";
import type { Distribution } from "./tails.ts";

/**
 * The chi-square distribution with `df` degrees of freedom. Source: {@link incompleteGamma} with shape df / 2 at x / 2.
 * @throws {RangeError} unless df is positive and finite.
 */
export function chiSquare(df: number): Distribution {
  requirePositive(df, "degrees of freedom");
  return {
    cdf: (x) => incompleteGamma(df / 2, requireNumber(x) / 2).lower,
    sf: (x) => incompleteGamma(df / 2, requireNumber(x) / 2).upper,
    quantile(p) {
      requireShare(p);
      if (p === 0 || p === 1) return p === 0 ? 0 : Number.POSITIVE_INFINITY;
      return 2 * Math.exp(gammaLog(df / 2, { lower: p, upper: 1 - p }));
    },
  };
}

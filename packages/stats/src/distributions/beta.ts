import { requireNumber, requirePositive, requireShare } from "./arguments.ts";
import { incompleteBeta } from "./incomplete-beta.ts";
import { betaLogOdds } from "./inverse.ts";
import type { Distribution } from "./tails.ts";

/**
 * The beta distribution on [0, 1]. Source: {@link incompleteBeta}.
 * @throws {RangeError} unless both shapes are positive and finite.
 */
export function beta(a: number, b: number): Distribution {
  requirePositive(a, "the first shape");
  requirePositive(b, "the second shape");
  return {
    cdf: (x) => incompleteBeta(a, b, requireNumber(x), 1 - x).lower,
    sf: (x) => incompleteBeta(a, b, requireNumber(x), 1 - x).upper,
    quantile(p) {
      requireShare(p);
      if (p === 0 || p === 1) return p;
      return 1 / (1 + Math.exp(-betaLogOdds(a, b, { lower: p, upper: 1 - p })));
    },
  };
}

import { incompleteBeta } from "./incomplete-beta.ts";
import { incompleteGamma } from "./incomplete-gamma.ts";
import { increasingRoot } from "./increasing-root.ts";
import type { Tails } from "./tails.ts";

// Short of where e^u leaves the normal doubles: quantiles below 1e-304 are given as 1e-304.
const FARTHEST = 700;

/** u = ln(x / (1 - x)) of the x at which a beta variable has these tails; on this scale both ends are resolved. */
export function betaLogOdds(a: number, b: number, tails: Tails): number {
  return increasingRoot(
    (u) => {
      const e = Math.exp(-Math.abs(u));
      const [near, far] = [e / (1 + e), 1 / (1 + e)];
      return excess(u < 0 ? incompleteBeta(a, b, near, far) : incompleteBeta(a, b, far, near), tails);
    },
    -FARTHEST,
    FARTHEST,
  );
}

/** ln x of the x at which a gamma variable of shape a has these tails. */
export function gammaLog(a: number, tails: Tails): number {
  return increasingRoot((u) => excess(incompleteGamma(a, Math.exp(u)), tails), -FARTHEST, FARTHEST);
}

/** Zero where the tails agree, compared on the smaller tail, relative to its size. */
function excess(actual: Tails, wanted: Tails): number {
  return wanted.lower < wanted.upper ? Math.log(actual.lower / wanted.lower) : Math.log(wanted.upper / actual.upper);
}

import { continuedFraction } from "./continued-fraction.ts";
import { deviance, stirlingError } from "./saddle-point.ts";
import { ALL_BELOW, fromLower, fromUpper, NOTHING_BELOW, type Tails } from "./tails.ts";

/**
 * Regularised incomplete gamma functions P(a, x) and Q(a, x), for a > 0 and x >= 0: the tails of a gamma variable with shape a and scale 1.
 * Source: series NIST DLMF 8.7.1 for x < a + 1, continued fraction DLMF 8.9.2 otherwise; the factor before them as in {@link deviance}.
 */
export function incompleteGamma(a: number, x: number): Tails {
  if (x <= 0) return NOTHING_BELOW;
  if (x === Number.POSITIVE_INFINITY) return ALL_BELOW;
  // x^a e^-x / Γ(a + 1)
  const factor = Math.exp(-stirlingError(a) - deviance(a, x)) / Math.sqrt(2 * Math.PI * a);
  if (x < a + 1) return fromLower(factor * series(a, x));
  const fraction = continuedFraction(
    x + 1 - a,
    (n) => n * (a - n),
    (n) => x + 2 * n + 1 - a,
  );
  return fromUpper((a * factor) / fraction);
}

/** 1 + x / (a + 1) + x² / ((a + 1)(a + 2)) + ... */
function series(a: number, x: number): number {
  let sum = 1;
  let term = 1;
  for (let n = 1; term > sum * 1e-17; n++) {
    term *= x / (a + n);
    sum += term;
  }
  return sum;
}

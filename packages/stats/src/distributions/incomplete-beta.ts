import { continuedFraction } from "./continued-fraction.ts";
import { deviance, stirlingError } from "./saddle-point.ts";
import { ALL_BELOW, fromLower, NOTHING_BELOW, swapped, type Tails } from "./tails.ts";

/**
 * Regularised incomplete beta function I_x(a, b) and its complement, for a, b > 0: the tails of a beta variable.
 * `y` is 1 - x, given apart so that x near 1 loses nothing.
 * Source: continued fraction of A. R. DiDonato and A. H. Morris, ACM Trans. Math. Softw. 18 (1992) 360-373, section 3; the factor before it as
 * in {@link deviance}.
 */
export function incompleteBeta(a: number, b: number, x: number, y: number): Tails {
  if (x <= 0) return NOTHING_BELOW;
  if (y <= 0) return ALL_BELOW;
  if (x > (a + 1) / (a + b + 2)) return swapped(below(b, a, y, x));
  return below(a, b, x, y);
}

function below(a: number, b: number, x: number, y: number): Tails {
  const n = a + b;
  // a - n x = n y - b, from the smaller of x and y.
  const excess = x < y ? a - n * x : n * y - b;
  // x^a y^b / B(a, b)
  const factor =
    Math.sqrt((a / n) * (b / (2 * Math.PI))) *
    Math.exp(
      stirlingError(n) - stirlingError(a) - stirlingError(b) - deviance(a, n * x, excess) - deviance(b, n * y, -excess),
    );
  const fraction = continuedFraction(
    (a * (excess + 1)) / (a + 1),
    (m) => ((a + m - 1) / (a + 2 * m - 1)) * ((n + m - 1) / (a + 2 * m - 1)) * m * (b - m) * x * x,
    (m) => m + (m * (b - m) * x) / (a + 2 * m - 1) + ((a + m) * (excess + 1 + m * (1 + y))) / (a + 2 * m + 1),
  );
  return fromLower(factor / fraction);
}

import { requireNumber, requireShare } from "./arguments.ts";
import { incompleteGamma } from "./incomplete-gamma.ts";
import type { Distribution } from "./tails.ts";

/**
 * The standard normal distribution.
 * Source: tails by the incomplete gamma function, NIST DLMF 7.11.1; quantile by M. J. Wichura, Algorithm AS 241 (PPND16), Appl. Statist. 37 (1988) 477-484.
 */
export const normal: Distribution = {
  cdf: (x) => upperTail(-requireNumber(x)),
  sf: (x) => upperTail(requireNumber(x)),
  quantile(p) {
    requireShare(p);
    if (p === 0 || p === 1) return p === 0 ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
    return p <= 0.5 ? lowerTailQuantile(p) : -lowerTailQuantile(1 - p);
  },
};

/** The z with P(|N(0, 1)| <= z) = level, without the rounding of (1 + level) / 2. */
export function twoSidedNormal(level: number): number {
  return -lowerTailQuantile((1 - level) / 2);
}

function upperTail(x: number): number {
  const { lower, upper } = incompleteGamma(0.5, (x * x) / 2);
  return x > 0 ? upper / 2 : 0.5 + lower / 2;
}

/** For p in (0, 0.5], relative accuracy about 1e-16. */
function lowerTailQuantile(p: number): number {
  const q = p - 0.5;
  if (Math.abs(q) <= 0.425) {
    const r = 0.180625 - q * q;
    return (q * polynomial(CENTRAL_TOP, r)) / polynomial(CENTRAL_BOTTOM, r);
  }
  const r = Math.sqrt(-Math.log(p));
  return r <= 5
    ? -polynomial(MIDDLE_TOP, r - 1.6) / polynomial(MIDDLE_BOTTOM, r - 1.6)
    : -polynomial(FAR_TOP, r - 5) / polynomial(FAR_BOTTOM, r - 5);
}

/** Horner's rule; coefficients from the constant upwards. */
export function polynomial(coefficients: readonly number[], x: number): number {
  return coefficients.reduceRight((sum, coefficient) => sum * x + coefficient, 0);
}

const CENTRAL_TOP = [
  3.3871328727963665, 133.14166789178438, 1971.5909503065513, 13731.69376550946, 45921.95393154987, 67265.7709270087,
  33430.57558358813, 2509.0809287301227,
];
const CENTRAL_BOTTOM = [
  1, 42.31333070160091, 687.1870074920579, 5394.196021424751, 21213.794301586597, 39307.89580009271, 28729.085735721943,
  5226.495278852854,
];
const MIDDLE_TOP = [
  1.4234371107496835, 4.630337846156546, 5.769497221460691, 3.6478483247632045, 1.2704582524523684, 0.2417807251774506,
  0.022723844989269184, 0.0007745450142783414,
];
const MIDDLE_BOTTOM = [
  1, 2.053191626637759, 1.6763848301838038, 0.6897673349851, 0.14810397642748008, 0.015198666563616457,
  0.0005475938084995345, 1.0507500716444169e-9,
];
const FAR_TOP = [
  6.657904643501103, 5.463784911164114, 1.7848265399172913, 0.29656057182850487, 0.026532189526576124,
  0.0012426609473880784, 2.7115555687434876e-5, 2.0103343992922881e-7,
];
const FAR_BOTTOM = [
  1, 0.599832206555888, 0.1369298809227358, 0.014875361290850615, 0.0007868691311456133, 1.8463183175100548e-5,
  1.421511758316446e-7, 2.0442631033899397e-15,
];

const TINY = 1e-300;
const MOST_TERMS = 1_000_000;

/**
 * b0 + a1 / (b1 + a2 / (b2 + ...)) for terms [a, b] from the first on; terms must keep it positive.
 * Source: I. J. Thompson and A. R. Barnett, J. Comput. Phys. 64 (1986) 490-509 (modified Lentz).
 * @throws {Error} when it has not settled after a million terms.
 */
export function continuedFraction(
  b0: number,
  numerator: (n: number) => number,
  denominator: (n: number) => number,
): number {
  let value = b0 === 0 ? TINY : b0;
  let c = value;
  let d = 0;
  for (let n = 1; n < MOST_TERMS; n++) {
    const a = numerator(n);
    const b = denominator(n);
    d = b + a * d;
    d = 1 / (d === 0 ? TINY : d);
    c = b + a / c;
    if (c === 0) c = TINY;
    const change = c * d;
    value *= change;
    if (Math.abs(change - 1) <= Number.EPSILON) return value;
  }
  throw new Error(`a continued fraction did not settle after ${MOST_TERMS} terms`);
}

const STIRLING_FROM = 16;

/**
 * What Stirling's formula lacks: ln Γ(x + 1) - (x + ½) ln x + x - ½ ln 2π, for x > 0; absolute error about 1e-15.
 * Source: asymptotic series, e.g. NIST DLMF 5.11.1; below 16 carried down by ln Γ(x + 1) = ln x + ln Γ(x).
 */
export function stirlingError(x: number): number {
  let error = 0;
  let at = x;
  for (; at < STIRLING_FROM; at++) error += (at + 0.5) * Math.log1p(1 / at) - 1;
  const r = 1 / (at * at);
  const series = 1 / 12 - r * (1 / 360 - r * (1 / 1260 - r * (1 / 1680 - r * (1 / 1188 - (r * 691) / 360360))));
  return error + series / at;
}

/**
 * Deviance x ln(x / m) + m - x, for x > 0 and m > 0, without cancellation where x is near m. `difference` is x - m, given apart where it is
 * known better than from these two. With {@link stirlingError} it gives gamma and beta densities to full accuracy at every size of their parameters.
 * Source: C. Loader, Fast and accurate computation of binomial probabilities, Bell Labs (2000).
 */
export function deviance(x: number, m: number, difference = x - m): number {
  if (Math.abs(difference) >= 0.1 * (x + m)) return x * Math.log(x / m) - difference;
  const v = difference / (x + m);
  let sum = difference * v;
  let term = 2 * x * v;
  for (let j = 3; ; j += 2) {
    term *= v * v;
    const next = sum + term / j;
    if (next === sum) return sum;
    sum = next;
  }
}

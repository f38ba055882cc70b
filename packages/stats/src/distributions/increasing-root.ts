const MOST_STEPS = 300;

/**
 * The root of an increasing function between `low` and `high`, at the accuracy of a double; an end when the root lies beyond it.
 * Infinite values of the function are allowed. Source: T. R. Chandrupatla, Adv. Eng. Software 28 (1997) 145-149.
 */
export function increasingRoot(f: (x: number) => number, low: number, high: number): number {
  let [a, b] = [high, low];
  let [fa, fb] = [f(high), f(low)];
  if (fb >= 0) return low;
  if (fa <= 0) return high;
  let [c, fc] = [a, fa];
  let share = 0.5;
  for (let step = 0; step < MOST_STEPS; step++) {
    const x = a + share * (b - a);
    const fx = f(x);
    if (fx === 0) return x;
    if (fx > 0 === fa > 0) [c, fc] = [a, fa];
    else [c, b, fc, fb] = [b, a, fb, fa];
    [a, fa] = [x, fx];
    const best = Math.abs(fa) < Math.abs(fb) ? a : b;
    const tolerance = (2 * Number.EPSILON * Math.abs(best) + Number.MIN_VALUE) / Math.abs(b - a);
    if (tolerance > 0.5) return best;
    share = Math.min(1 - tolerance, Math.max(tolerance, interpolated(a, b, c, fa, fb, fc)));
  }
  return Math.abs(fa) < Math.abs(fb) ? a : b;
}

/** Where inverse quadratic interpolation puts the root, as a share of the way from a to b; the middle where that is not to be trusted. */
function interpolated(a: number, b: number, c: number, fa: number, fb: number, fc: number): number {
  const xi = (a - b) / (c - b);
  const phi = (fa - fb) / (fc - fb);
  if (!(phi * phi < xi && (1 - phi) * (1 - phi) < 1 - xi)) return 0.5;
  return (fa / (fb - fa)) * (fc / (fb - fc)) + ((c - a) / (b - a)) * (fa / (fc - fa)) * (fb / (fc - fb));
}

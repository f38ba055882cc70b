import { requireFinite } from "../checks.ts";
import { normal, polynomial } from "../distributions/normal.ts";

export interface ShapiroWilk {
  /** In (0, 1]; 1 fits a normal distribution best. */
  readonly w: number;
  /** Small: not normal. */
  readonly p: number;
}

/**
 * Shapiro-Wilk test of normality, for 3 to 5000 values. With many values even a harmless departure gives a small p.
 * Source: P. Royston, Algorithm AS R94, Appl. Statist. 44 (1995) 547-551.
 * @returns null for fewer than three values, or equal ones: they have no shape.
 * @throws {RangeError} for a value that is NaN or infinite, and for more than 5000 values, beyond which p is not calibrated.
 */
export function shapiroWilk(values: readonly number[]): ShapiroWilk | null {
  requireFinite(values, "values");
  const n = values.length;
  if (n > 5000) throw new RangeError(`the Shapiro-Wilk test is calibrated for at most 5000 values: ${n}`);
  const sorted = [...values].sort((a, b) => a - b);
  if (n < 3 || sorted[0] === sorted[n - 1]) return null;
  const oneMinusW = lackOfFit(sorted, weights(n));
  return { w: 1 - oneMinusW, p: pValue(oneMinusW, n) };
}

/** The upper half of the antisymmetric weights, for the largest value first. */
function weights(n: number): number[] {
  if (n === 3) return [Math.SQRT1_2];
  const scores = Array.from({ length: n >> 1 }, (_, i) => -normal.quantile((i + 1 - 0.375) / (n + 0.25)));
  const squares = 2 * scores.reduce((total, m) => total + m * m, 0);
  const r = 1 / Math.sqrt(n);
  const corrected = n > 5 ? [FIRST_WEIGHT, SECOND_WEIGHT] : [FIRST_WEIGHT];
  const first = corrected.map((c, i) => polynomial(c, r) + (scores[i] ?? 0) / Math.sqrt(squares));
  const left = first.reduce((rest, _, i) => rest - 2 * (scores[i] ?? 0) ** 2, squares);
  const scale = Math.sqrt(left / first.reduce((rest, a) => rest - 2 * a * a, 1));
  return scores.map((m, i) => first[i] ?? m / scale);
}

/** 1 - W: one minus the squared correlation of the order statistics with their weights, without cancellation. */
function lackOfFit(sorted: readonly number[], half: readonly number[]): number {
  const n = sorted.length;
  const weightAt = (i: number): number => {
    const fromTop = n - 1 - i;
    if (i === fromTop) return 0;
    return i < fromTop ? -(half[i] ?? 0) : (half[fromTop] ?? 0);
  };
  const range = (sorted[n - 1] ?? 0) - (sorted[0] ?? 0);
  const scaled = sorted.map((value) => (value - (sorted[0] ?? 0)) / range);
  const centre = scaled.reduce((total, x) => total + x, 0) / n;
  let [ssa, ssx, sax] = [0, 0, 0];
  scaled.forEach((x, i) => {
    const a = weightAt(i);
    ssa += a * a;
    ssx += (x - centre) ** 2;
    sax += a * (x - centre);
  });
  const root = Math.sqrt(ssa * ssx);
  return Math.max(0, ((root - sax) * (root + sax)) / (ssa * ssx));
}

function pValue(oneMinusW: number, n: number): number {
  if (n === 3) {
    const p = (6 / Math.PI) * (Math.asin(Math.sqrt(1 - oneMinusW)) - Math.asin(Math.sqrt(0.75)));
    return Math.min(1, Math.max(0, p));
  }
  const y = Math.log(oneMinusW);
  if (n > 11) {
    const x = Math.log(n);
    return normal.sf((y - polynomial(LARGE_MEAN, x)) / Math.exp(polynomial(LARGE_LOG_SD, x)));
  }
  const gap = -2.273 + 0.459 * n - y;
  // Farther from normal than the approximation reaches.
  if (gap <= 0) return 0;
  return normal.sf((-Math.log(gap) - polynomial(SMALL_MEAN, n)) / Math.exp(polynomial(SMALL_LOG_SD, n)));
}

const FIRST_WEIGHT = [0, 0.221157, -0.147981, -2.07119, 4.434685, -2.706056];
const SECOND_WEIGHT = [0, 0.042981, -0.293762, -1.752461, 5.682633, -3.582633];
const SMALL_MEAN = [0.544, -0.39978, 0.025054, -6.714e-4];
const SMALL_LOG_SD = [1.3822, -0.77857, 0.062767, -0.0020322];
const LARGE_MEAN = [-1.5861, -0.31082, -0.083751, 0.0038915];
const LARGE_LOG_SD = [-0.4803, -0.082676, 0.0030302];

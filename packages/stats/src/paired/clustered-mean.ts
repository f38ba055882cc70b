import { requireAtLeast, requireFinite, requireLevel } from "../checks.ts";
import { studentT, twoSidedT } from "../distributions/student-t.ts";
import type { Interval } from "../interval.ts";

/** In the unit of the differences. */
export interface ClusteredMean {
  readonly estimate: number;
  readonly tasks: number;
  /** Null, as all below, when the data show no variation: fewer than two tasks, or all differences equal. */
  readonly standardError: number | null;
  /** Satterthwaite's; tasks - 1 for equal weights. */
  readonly df: number | null;
  readonly interval: Interval | null;
  /** Two-sided, that the mean difference of the population of tasks is zero. */
  readonly p: number | null;
}

/**
 * Mean over tasks of paired differences with its clustered (CR2) error and t interval: each task is a cluster, reduced to one difference,
 * see {@link taskDifferences}. With equal weights the error is sd / sqrt(tasks). Weights are a task's share in the population, not its precision.
 * For fewer than about ten tasks hold {@link signFlipInterval} against it; for differences that are all equal there is no error to
 * estimate, and only a bound such as `bettingIntervals` says something.
 * Source: R. M. Bell and D. F. McCaffrey, Survey Methodology 28 (2002) 169-181; J. E. Pustejovsky and E. Tipton, J. Bus. Econ. Stat. 36
 * (2018) 672-683; for evaluations E. Miller (2024), arXiv:2411.00640.
 * @returns null for no differences.
 * @throws {RangeError} for a difference that is NaN or infinite, weights that are not one positive number each, or unless 0 < level < 1.
 */
export function clusteredMean(
  differences: readonly number[],
  { level = 0.95, weights }: { readonly level?: number; readonly weights?: readonly number[] } = {},
): ClusteredMean | null {
  requireFinite(differences, "differences");
  requireLevel(level);
  const tasks = differences.length;
  if (tasks === 0) return null;
  const shares = normalised(weights ?? differences.map(() => 1), tasks);
  const estimate = differences.reduce((total, d, i) => total + d * (shares[i] ?? 0), 0);
  if (differences.every((d) => d === differences[0])) {
    return { estimate, tasks, standardError: null, df: null, interval: null, p: null };
  }
  const squares = shares.reduce((total, h) => total + h * h, 0);
  // How much of a residual's variance the mean has not taken up; CR2 divides by it.
  const kept = shares.map((h) => 1 - 2 * h + squares);
  const variance = differences.reduce((total, d, i) => {
    const pull = (shares[i] ?? 0) * (d - estimate);
    return total + (pull * pull) / (kept[i] ?? 1);
  }, 0);
  const standardError = Math.sqrt(variance);
  const df = satterthwaite(shares, kept, squares);
  const half = studentT(df).quantile((1 + level) / 2) * standardError;
  return {
    estimate,
    tasks,
    standardError,
    df,
    interval: { low: estimate - half, high: estimate + half, level },
    p: twoSidedT(estimate / standardError, df),
  };
}

function normalised(weights: readonly number[], tasks: number): number[] {
  if (weights.length !== tasks) throw new RangeError(`${tasks} differences need as many weights: ${weights.length}`);
  for (const weight of weights) requireAtLeast(weight, Number.MIN_VALUE, "a weight");
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => weight / total);
}

/**
 * Degrees of freedom (Σ λ)² / Σ λ² of the variance estimate, a quadratic form in the differences, were they independent and equally spread.
 * With g = h / sqrt(kept) its matrix has the entries g_i g_j (δ_ij - h_i - h_j + Σ h²), which gives both sums without it.
 */
function satterthwaite(shares: readonly number[], kept: readonly number[], squares: number): number {
  const w = shares.map((h, i) => (h * h) / (kept[i] ?? 1));
  const trace = w.reduce((total, g, i) => total + g * (kept[i] ?? 0), 0);
  // Σ_ij w_i w_j (s - h_i - h_j)², with the diagonal's 1 put in its place.
  const moment = (power: number): number => w.reduce((total, g, i) => total + g * (shares[i] ?? 0) ** power, 0);
  const [m0, m1, m2] = [moment(0), moment(1), moment(2)];
  const all = squares ** 2 * m0 ** 2 - 4 * squares * m0 * m1 + 2 * m0 * m2 + 2 * m1 ** 2;
  const diagonal = w.reduce((total, g, i) => {
    const off = squares - 2 * (shares[i] ?? 0);
    return total + g * g * ((1 + off) ** 2 - off ** 2);
  }, 0);
  return trace ** 2 / (all + diagonal);
}

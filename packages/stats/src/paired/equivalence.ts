import { requireAtLeast, requireProbability } from "../checks.ts";
import { studentT } from "../distributions/student-t.ts";
import type { Interval } from "../interval.ts";
import { clusteredMean } from "./clustered-mean.ts";

export interface Equivalence {
  readonly estimate: number;
  /** One-sided, that the mean is at or below -margin. */
  readonly pAbove: number;
  /** One-sided, that the mean is at or above margin. */
  readonly pBelow: number;
  /** The larger of the two: equivalent where it is at most alpha. */
  readonly p: number;
  readonly equivalent: boolean;
  /** The interval of level 1 - 2 alpha, which lies within the margin just when `equivalent`. */
  readonly interval: Interval;
}

/**
 * Two one-sided tests that the mean of paired differences lies within ±margin, on the clustered error of {@link clusteredMean}. That no
 * difference was found does not show that there is none; this does.
 * Source: D. J. Schuirmann, J. Pharmacokinet. Biopharm. 15 (1987) 657-680.
 * @returns null where the clustered error is not known: fewer than two tasks, or all differences equal.
 * @throws {RangeError} for a difference that is NaN or infinite, unless margin > 0, or unless 0 < alpha < ½.
 */
export function equivalence(differences: readonly number[], margin: number, alpha = 0.05): Equivalence | null {
  requireAtLeast(margin, Number.MIN_VALUE, "the margin");
  requireProbability(2 * alpha, "twice alpha");
  const found = clusteredMean(differences, { level: 1 - 2 * alpha });
  if (found === null || found.standardError === null || found.df === null || found.interval === null) return null;
  const { estimate, standardError, df, interval } = found;
  const pAbove = studentT(df).sf((estimate + margin) / standardError);
  const pBelow = studentT(df).cdf((estimate - margin) / standardError);
  const p = Math.max(pAbove, pBelow);
  return { estimate, pAbove, pBelow, p, equivalent: p <= alpha, interval };
}

/** A two-sided confidence interval; `level` is its nominal coverage, in (0, 1). */
export interface Interval {
  readonly low: number;
  readonly high: number;
  readonly level: number;
}

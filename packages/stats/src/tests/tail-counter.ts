/** Counts statistics at or beyond the observed one on either side; what differs from it by at most the tolerance is a tie. */
export function tailCounter(observed: number, tolerance: number) {
  let [low, high, all] = [0, 0, 0];
  return {
    count(statistic: number): void {
      all++;
      if (statistic <= observed + tolerance) low++;
      if (statistic >= observed - tolerance) high++;
    },
    /** Twice the smaller tail, at most 1. */
    p: (): number => Math.min(1, (2 * Math.min(low, high)) / all),
  };
}

import { mean, standardDeviation } from "@scylla/stats";

/**
 * 1 less the coefficient of variation, kept within 0 and 1; 0 for a mean of 0. Of a single run upstream has 1: its deviation is NaN, which
 * Python's `min(1.0, NaN)` passes over.
 */
export function consistencyOf(scores: readonly number[]): number | null {
  const centre = mean(scores);
  if (centre === null) return null;
  if (centre === 0) return 0;
  const deviation = standardDeviation(scores);
  return deviation === null ? 1 : Math.max(0, Math.min(1, 1 - deviation / centre));
}

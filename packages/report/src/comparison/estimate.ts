import type { ComparisonResult } from "@scylla/contracts";
import { clopperPearsonInterval, clusteredMean, type Interval, signFlip, signFlipInterval } from "@scylla/stats";

/** What the differences of the tasks say of tasks like them. */
export interface Estimate extends Pick<ComparisonResult, "effect" | "interval" | "p" | "method"> {
  /** At level 0.9: an effect is within a margin, at 5 %, where this is (two one-sided tests). */
  readonly narrow: Interval | null;
}

interface Bounds {
  readonly low: number;
  readonly high: number;
}

/** Below it no arrangement of signs is rare enough for a finding, and a t interval rests on its assumptions alone. */
export const FEWEST_TASKS = 6;
/** Up to it signs are flipped, exactly; beyond it the mean is close enough to normal. */
const FEW_TASKS = 12;

const NOTHING = { interval: null, narrow: null, p: null, method: null };

/** @param bounds of a difference; null where it has none. */
export function estimate(differences: readonly number[], bounds: Bounds | null): Estimate {
  const found = clusteredMean(differences);
  if (!found) return { effect: null, ...NOTHING };
  const { tasks } = found;
  // Free of rounding where all are the same.
  const effect = found.interval === null ? (differences[0] ?? found.estimate) : found.estimate;
  if (tasks < FEWEST_TASKS) return { effect, ...NOTHING };
  if (found.interval === null) {
    const p = signFlip(differences)?.p ?? null;
    if (bounds === null) return { effect, ...NOTHING, p };
    const at = (level: number) => equalInterval(effect, tasks, bounds, level);
    return { effect, interval: at(0.95), narrow: at(0.9), p, method: "exact-share" };
  }
  if (tasks <= FEW_TASKS) {
    const at = (level: number) => signFlipInterval(differences, level);
    return { effect, interval: at(0.95), narrow: at(0.9), p: signFlip(differences)?.p ?? null, method: "sign-flip" };
  }
  const within = (interval: Interval | null | undefined) => (interval ? clipped(interval, bounds) : null);
  const narrow = within(clusteredMean(differences, { level: 0.9 })?.interval);
  return { effect, interval: within(found.interval), narrow, p: found.p, method: "clustered-t" };
}

function clipped({ low, high, level }: Interval, bounds: Bounds | null): Interval {
  return bounds === null
    ? { low, high, level }
    : { low: Math.max(low, bounds.low), high: Math.min(high, bounds.high), level };
}

/**
 * Of the mean where all tasks differ equally: at least a share of all tasks does so (Clopper and Pearson's bound for n of n), and the others
 * may differ as much as can be.
 */
function equalInterval(value: number, n: number, bounds: Bounds, level: number) {
  const share = clopperPearsonInterval(n, n, level)?.low ?? 0;
  const reach = (bound: number): number => share * value + (1 - share) * bound;
  return { low: reach(bounds.low), high: reach(bounds.high), level };
}

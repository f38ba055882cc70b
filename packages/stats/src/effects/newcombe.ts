import type { Interval } from "../interval.ts";
import type { Proportion } from "../proportion/proportion.ts";
import { wilsonInterval } from "../proportion/wilson.ts";

/** `estimate` is the difference of the observed shares; all figures lie in [-1, 1]. */
export interface DifferenceInterval extends Interval {
  readonly estimate: number;
}

/**
 * Difference of two independent proportions, first minus second, with Newcombe's hybrid score interval:
 * the distances to the ends of each share's Wilson interval, combined as roots of sums of squares.
 * Trials are taken as independent: with clustered trials (repeats of one task) the interval is too narrow.
 * Source: R. G. Newcombe, Statist. Med. 17 (1998) 873-890, method 10.
 * @returns null when either side has no trials.
 * @throws {RangeError} as {@link wilsonInterval} does.
 */
export function newcombeDifference(first: Proportion, second: Proportion, level = 0.95): DifferenceInterval | null {
  const one = wilsonInterval(first.successes, first.trials, level);
  const two = wilsonInterval(second.successes, second.trials, level);
  if (!one || !two) return null;
  const p1 = first.successes / first.trials;
  const p2 = second.successes / second.trials;
  const estimate = p1 - p2;
  return {
    estimate,
    low: Math.max(-1, estimate - Math.hypot(p1 - one.low, two.high - p2)),
    high: Math.min(1, estimate + Math.hypot(one.high - p1, p2 - two.low)),
    level,
  };
}

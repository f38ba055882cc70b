import { requireCounts, requireLevel } from "../checks.ts";
import { beta } from "../distributions/beta.ts";
import type { Interval } from "../interval.ts";

/**
 * Clopper-Pearson ("exact") interval of a proportion, for independent trials: coverage is never below the level, and often well above it.
 * Source: C. J. Clopper and E. S. Pearson, Biometrika 26 (1934) 404-413.
 * @returns null for no trials.
 * @throws {RangeError} unless 0 <= successes <= trials are integers and 0 < level < 1.
 */
export function clopperPearsonInterval(successes: number, trials: number, level = 0.95): Interval | null {
  requireCounts(successes, trials);
  requireLevel(level);
  if (trials === 0) return null;
  const tail = (1 - level) / 2;
  return {
    low: successes === 0 ? 0 : beta(successes, trials - successes + 1).quantile(tail),
    high: successes === trials ? 1 : 1 - beta(trials - successes, successes + 1).quantile(tail),
    level,
  };
}

/**
 * Jeffreys interval of a proportion: the equal-tailed interval of the posterior under a beta(½, ½) prior, with its end moved to 0 when
 * nothing succeeded and to 1 when everything did. Source: Brown, Cai & DasGupta, Statist. Sci. 16 (2001) 101-133, section 4.1.2.
 * @returns null for no trials.
 * @throws {RangeError} unless 0 <= successes <= trials are integers and 0 < level < 1.
 */
export function jeffreysInterval(successes: number, trials: number, level = 0.95): Interval | null {
  requireCounts(successes, trials);
  requireLevel(level);
  if (trials === 0) return null;
  const tail = (1 - level) / 2;
  const failures = trials - successes;
  return {
    low: successes === 0 ? 0 : beta(successes + 0.5, failures + 0.5).quantile(tail),
    high: failures === 0 ? 1 : 1 - beta(failures + 0.5, successes + 0.5).quantile(tail),
    level,
  };
}

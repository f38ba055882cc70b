import { requireCounts, requireLevel } from "../checks.ts";
import { twoSidedNormal } from "../distributions/normal.ts";
import type { Interval } from "../interval.ts";

/**
 * Wilson score interval of a proportion, without continuity correction, for independent trials.
 * Always within [0, 1]; exactly 0 below when nothing succeeded, exactly 1 above when everything did.
 * Source: E. B. Wilson, JASA 22 (1927) 209-212; recommended for small n by Brown, Cai & DasGupta, Statist. Sci. 16 (2001) 101-133.
 * @returns null for no trials: nothing is known.
 * @throws {RangeError} unless 0 <= successes <= trials are integers and 0 < level < 1.
 */
export function wilsonInterval(successes: number, trials: number, level = 0.95): Interval | null {
  requireCounts(successes, trials);
  requireLevel(level);
  if (trials === 0) return null;
  const z = twoSidedNormal(level);
  const p = successes / trials;
  const z2n = (z * z) / trials;
  const centre = (p + z2n / 2) / (1 + z2n);
  const half = (z / (1 + z2n)) * Math.sqrt((p * (1 - p)) / trials + z2n / (4 * trials));
  return {
    low: successes === 0 ? 0 : Math.max(0, centre - half),
    high: successes === trials ? 1 : Math.min(1, centre + half),
    level,
  };
}

/**
 * Wilson score interval with continuity correction: wider, its coverage is hardly ever below the level.
 * Source: R. G. Newcombe, Statist. Med. 17 (1998) 857-872, method 4.
 * @returns null for no trials.
 * @throws {RangeError} as {@link wilsonInterval} does.
 */
export function wilsonCorrectedInterval(successes: number, trials: number, level = 0.95): Interval | null {
  requireCounts(successes, trials);
  requireLevel(level);
  if (trials === 0) return null;
  const z = twoSidedNormal(level);
  const p = successes / trials;
  const z2 = z * z;
  const scale = 2 * (trials + z2);
  const half = (sign: number) =>
    (1 + z * Math.sqrt(z2 - 1 / trials + 4 * trials * p * (1 - p) + sign * (4 * p - 2))) / scale;
  const centre = (2 * trials * p + z2) / scale;
  return {
    low: successes === 0 ? 0 : Math.max(0, centre - half(1)),
    high: successes === trials ? 1 : Math.min(1, centre + half(-1)),
    level,
  };
}

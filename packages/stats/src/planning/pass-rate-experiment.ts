import { requireAtLeast, requireInteger } from "../checks.ts";
import type { PairedTask } from "../paired/paired-tasks.ts";
import type { RandomSource } from "../random/random-source.ts";
import type { PairedDesign } from "./paired-design.ts";

/** What is believed of the tasks before the experiment. */
export interface PassRateBelief {
  /** Pass rates of tasks under set-up b, as a pilot found them; each simulated task has one of these. */
  readonly baseline: readonly number[];
  /** Mean of a's pass rate less b's. */
  readonly effect: number;
  /** Standard deviation over tasks of that difference. Default 0. */
  readonly effectDeviation?: number;
}

/**
 * Draws the passes (1) and failures (0) of a paired experiment, for {@link simulatePower}. A task's rate under a is b's plus a normal
 * difference, held to [0, 1]: near 0 or 1 the effect is smaller than asked for, as it is for real tasks at the floor or ceiling.
 * @throws {RangeError} for a design out of range, no baseline, or a rate outside [0, 1].
 */
export function passRateExperiment(
  { tasks, runs }: PairedDesign,
  { baseline, effect, effectDeviation = 0 }: PassRateBelief,
): (random: RandomSource) => PairedTask[] {
  requireInteger(tasks, 1, "tasks");
  requireInteger(runs, 1, "runs");
  requireInteger(baseline.length, 1, "the number of baseline rates");
  requireAtLeast(effectDeviation, 0, "the standard deviation of the effect");
  const bad = baseline.find((rate) => !(rate >= 0 && rate <= 1));
  if (bad !== undefined || !Number.isFinite(effect))
    throw new RangeError(`not a rate between 0 and 1: ${bad ?? effect}`);
  return (random) =>
    Array.from({ length: tasks }, () => {
      const rateB = baseline[random.below(baseline.length)] ?? 0;
      const rateA = Math.min(1, Math.max(0, rateB + effect + effectDeviation * random.normal()));
      return { a: outcomes(rateA, runs, random), b: outcomes(rateB, runs, random) };
    });
}

function outcomes(rate: number, runs: number, random: RandomSource): number[] {
  return Array.from({ length: runs }, () => (random.uniform() < rate ? 1 : 0));
}

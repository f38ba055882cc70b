import { requireInteger } from "../checks.ts";
import type { Interval } from "../interval.ts";
import { wilsonInterval } from "../proportion/wilson.ts";
import { type RandomSource, randomSource } from "../random/random-source.ts";

export interface PowerOptions {
  /** Default 1000: the power is known to about ±0.03. */
  readonly simulations?: number;
  readonly seed?: number;
}

export interface SimulatedPower {
  /** Share of simulated experiments in which the effect was found. */
  readonly power: number;
  readonly simulations: number;
  /** Wilson interval of the share: the error of having simulated, no more. */
  readonly interval: Interval;
}

/**
 * Power by simulation: `draw` makes the data of one experiment, `found` says whether the analysis to be used finds the effect in them.
 * Equal seeds give equal power. With a draw without effect it is the chance of a false alarm.
 * @throws {RangeError} unless simulations >= 1 is an integer; and what `draw` and `found` throw.
 */
export function simulatePower<Data>(
  draw: (random: RandomSource) => Data,
  found: (data: Data) => boolean,
  { simulations = 1000, seed = 42 }: PowerOptions = {},
): SimulatedPower {
  requireInteger(simulations, 1, "simulations");
  const random = randomSource(seed);
  let successes = 0;
  for (let i = 0; i < simulations; i++) if (found(draw(random))) successes++;
  const interval = wilsonInterval(successes, simulations) ?? { low: 0, high: 1, level: 0.95 };
  return { power: successes / simulations, simulations, interval };
}

import { requireAtLeast, requireInteger, requireProbability } from "../checks.ts";
import { plugInBet } from "./plug-in-bet.ts";

export interface BettingOptions {
  /** Chance that the sequence ever misses the mean. Default 0.05. */
  readonly alpha?: number;
  /** Where observations lie. Default 0 to 1; use -1 to 1 for differences of such. */
  readonly range?: { readonly low: number; readonly high: number };
  /** Candidate means, evenly over the range: the intervals are that much wider at most. Default 1000. */
  readonly grid?: number;
}

export interface SequenceInterval {
  /** Observations so far. */
  readonly count: number;
  readonly low: number;
  readonly high: number;
}

/** Takes observations one by one; after each its interval may be looked at, and the experiment stopped. */
export interface BettingSequence {
  /** @throws {RangeError} for an observation outside the range or NaN; it then counts as not made. */
  observe(x: number): SequenceInterval;
  readonly interval: SequenceInterval;
}

/** A bet may lose at most this share of its stake's worth. */
const TRUNCATION = 0.5;

/**
 * Confidence sequence for the mean of bounded observations, by betting: with probability 1 - alpha *all* its intervals hold the mean, however
 * often they are looked at and whenever the experiment is stopped. For each candidate mean one bets that observations are higher and that
 * they are lower; where either wins 2 / alpha times its stake the candidate is out for good. Intervals only ever narrow.
 *
 * It asks that each observation, given those before it, has the mean in question: draw tasks at random, or take as one observation the mean
 * over one round of all tasks, or one paired difference per task; runs that go through a list of unlike tasks in order do not satisfy it.
 * Source: I. Waudby-Smith and A. Ramdas, J. R. Statist. Soc. B 86 (2024) 1-27, theorem 3 (hedged capital), intersected over time.
 * @throws {RangeError} for options out of range.
 */
export function bettingSequence({
  alpha = 0.05,
  range = { low: 0, high: 1 },
  grid = 1000,
}: BettingOptions = {}): BettingSequence {
  requireProbability(alpha, "alpha");
  requireInteger(grid, 2, "grid");
  requireAtLeast(range.high - range.low, Number.MIN_VALUE, "the width of the range");
  const bet = plugInBet(alpha);
  const up = new Float64Array(grid + 1).fill(1);
  const down = new Float64Array(grid + 1).fill(1);
  // Candidates first to last are still in; the capital of each bet is monotone in the candidate, so none between them is out.
  let [first, last, count] = [0, grid, 0];
  const asMean = (place: number): number =>
    place <= 0 ? range.low : place >= grid ? range.high : range.low + (range.high - range.low) * (place / grid);
  // Rounded outwards by one candidate each: what lies between two is out only when both are.
  const interval = (): SequenceInterval => ({ count, low: asMean(first - 1), high: asMean(last + 1) });
  return {
    get interval() {
      return interval();
    },
    observe(value) {
      if (!(value >= range.low && value <= range.high)) {
        throw new RangeError(`not an observation from ${range.low} to ${range.high}: ${value}`);
      }
      const x = (value - range.low) / (range.high - range.low);
      wager(up, down, first, last, x, bet.stake());
      bet.learn(x);
      count++;
      const [from, to] = surviving(up, down, first, last, 2 / alpha);
      // With none left the observations have no common mean (or chance did what it does in alpha of cases): stay with the last interval.
      if (from <= to) [first, last] = [from, to];
      return interval();
    },
  };
}

/** The capital of both bets on each candidate after an observation. */
function wager(up: Float64Array, down: Float64Array, first: number, last: number, x: number, stake: number): void {
  const grid = up.length - 1;
  for (let i = first; i <= last; i++) {
    const m = i / grid;
    up[i] = (up[i] ?? 0) * (1 + Math.min(stake, TRUNCATION / m) * (x - m));
    down[i] = (down[i] ?? 0) * (1 - Math.min(stake, TRUNCATION / (1 - m)) * (x - m));
  }
}

function surviving(up: Float64Array, down: Float64Array, first: number, last: number, limit: number): [number, number] {
  let [from, to] = [first, last];
  while (from <= to && (up[from] ?? 0) >= limit) from++;
  while (to >= from && (down[to] ?? 0) >= limit) to--;
  return [from, to];
}

/**
 * The interval after each of the observations: a {@link bettingSequence} fed with them in the order in which they were made.
 * @throws {RangeError} for options out of range, or an observation outside the range or NaN.
 */
export function bettingIntervals(observations: readonly number[], options: BettingOptions = {}): SequenceInterval[] {
  const sequence = bettingSequence(options);
  return observations.map((x) => sequence.observe(x));
}

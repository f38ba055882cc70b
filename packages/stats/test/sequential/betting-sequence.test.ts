import { bettingIntervals, bettingSequence, type RandomSource, randomSource } from "@scylla/stats";
import fc from "fast-check";
import { expect, test } from "vitest";

const PATHS = 2000;

/** The most of 2,000 paths that may miss when each misses with probability alpha. */
const atMost = (alpha: number) => PATHS * alpha + 2.6 * Math.sqrt(PATHS * alpha * (1 - alpha));

/** Paths whose interval, looked at after every observation, misses the mean at any time. */
function misses(
  draw: (random: RandomSource) => number,
  mean: number,
  range: { low: number; high: number },
  alpha: number,
) {
  const random = randomSource(Math.round(1e6 * alpha) + 7);
  let missed = 0;
  for (let path = 0; path < PATHS; path++) {
    const sequence = bettingSequence({ alpha, range, grid: 100 });
    for (let run = 0; run < 150; run++) {
      const { low, high } = sequence.observe(draw(random));
      if (mean < low || high < mean) {
        missed++;
        break;
      }
    }
  }
  return missed;
}

const unit = { low: 0, high: 1 };
const both = { low: -1, high: 1 };

test.each([
  [
    "passes of a set-up that mostly passes",
    (random: RandomSource) => (random.uniform() < 0.9 ? 1 : 0),
    0.9,
    unit,
    0.05,
  ],
  ["passes of one that passes half the time, at 80 %", (random: RandomSource) => random.below(2), 0.5, unit, 0.2],
  ["scores", (random: RandomSource) => random.uniform() ** 2, 1 / 3, unit, 0.1],
  ["paired differences without effect", (random: RandomSource) => random.below(2) - random.below(2), 0, both, 0.05],
  [
    "paired differences, few of them not zero",
    (random: RandomSource) => (random.uniform() < 0.1 ? 1 : 0),
    0.1,
    both,
    0.1,
  ],
] as const)(
  "of %s at most alpha of 2,000 paths ever miss, looked at after every run",
  (_, draw, mean, range, alpha) => {
    expect(misses(draw, mean, range, alpha)).toBeLessThan(atMost(alpha));
  },
);

test("a fixed-time interval looked at after every run would not do", () => {
  const random = randomSource(1);
  let missed = 0;
  for (let path = 0; path < 300; path++) {
    let passes = 0;
    for (let n = 1; n <= 150; n++) {
      passes += random.below(2);
      if (n >= 10 && Math.abs(passes / n - 0.5) > 1.96 * Math.sqrt(0.25 / n)) {
        missed++;
        break;
      }
    }
  }
  expect(missed / 300).toBeGreaterThan(0.2);
});

test("intervals only narrow, stay in the range, and hold it all at first", () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 60 }), (observations) => {
      let before = bettingSequence().interval;
      expect(before).toEqual({ count: 0, low: 0, high: 1 });
      for (const now of bettingIntervals(observations)) {
        expect(now.low).toBeGreaterThanOrEqual(before.low);
        expect(now.high).toBeLessThanOrEqual(before.high);
        expect(now.low).toBeLessThan(now.high);
        expect(now.count).toBe(before.count + 1);
        before = now;
      }
    }),
  );
});

test("turned about the middle of the range, so are the intervals", () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.integer({ min: -4, max: 4 }).map((n) => n / 4),
        { maxLength: 60 },
      ),
      (d) => {
        const ranged = { range: both };
        const [one, other] = [
          bettingIntervals(d, ranged),
          bettingIntervals(
            d.map((v) => -v),
            ranged,
          ),
        ];
        one.forEach(({ low, high }, i) => {
          // Half-way between two candidates a rounding may decide otherwise.
          expect(Math.abs((other[i]?.low ?? 0) + high)).toBeLessThan(0.003);
          expect(Math.abs((other[i]?.high ?? 0) + low)).toBeLessThan(0.003);
        });
      },
    ),
  );
});

test("a clear difference is seen early, and differences that are always zero narrow on zero", () => {
  const random = randomSource(3);
  const better = bettingIntervals(
    Array.from({ length: 200 }, () => (random.uniform() < 0.6 ? 1 : 0)),
    { range: both },
  );
  expect(better.findIndex(({ low }) => low > 0)).toBeGreaterThan(3);
  expect(better.findIndex(({ low }) => low > 0)).toBeLessThan(30);
  const { low, high } = bettingIntervals(new Array<number>(100).fill(0), { range: both }).at(-1) ?? {
    low: -1,
    high: 1,
  };
  expect(low).toBeLessThan(0);
  expect(low).toBeGreaterThan(-0.15);
  expect(high).toBeCloseTo(-low, 2);
});

test("when the mean drifts away the last interval that held stays", () => {
  const drifting = [...new Array<number>(300).fill(0), ...new Array<number>(900).fill(1)];
  const intervals = bettingIntervals(drifting);
  const last = intervals.at(-1);
  expect(last?.count).toBe(1200);
  expect(last?.low).toBeLessThan(last?.high ?? 0);
});

test("observations and options out of range are refused, and leave the sequence as it was", () => {
  const sequence = bettingSequence();
  expect(() => sequence.observe(1.1)).toThrow(RangeError);
  expect(() => sequence.observe(Number.NaN)).toThrow(RangeError);
  expect(sequence.interval.count).toBe(0);
  for (const options of [
    { alpha: 0 },
    { grid: 1 },
    { range: { low: 1, high: 1 } },
    { range: { low: 0, high: Number.NaN } },
  ]) {
    expect(() => bettingSequence(options)).toThrow(RangeError);
  }
});

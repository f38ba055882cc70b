import type { RandomSource } from "../random/random-source.ts";
import { pickedSum } from "./picked-sum.ts";

/** Indices drawn at once: few enough for the processor's nearest cache. */
const CHUNK = 8192;

/** Draws the next resample, with replacement, into one buffer that it fills anew each time. */
export function resampler(values: ArrayLike<number>, random: RandomSource): () => Float64Array {
  const data = Float64Array.from(values);
  const { picks, next } = picksFor(data.length, random);
  const buffer = new Float64Array(data.length);
  return () => {
    gather(data, picks, next(), buffer);
    return buffer;
  };
}

/** The mean of the next resample: that of {@link resampler}, to the bit, without writing it down. */
export function meanResampler(values: ArrayLike<number>, random: RandomSource): () => number {
  const data = Float64Array.from(values);
  const { picks, next } = picksFor(data.length, random);
  return () => pickedSum(data, picks, next(), data.length) / data.length;
}

/** Draws away what `resamples` resamples of n values take. */
export function skipResamples(n: number, resamples: number, random: RandomSource): void {
  const perChunk = Math.max(1, Math.floor(CHUNK / n));
  const full = new Int32Array(n * perChunk);
  for (let left = resamples; left > 0; left -= perChunk) {
    random.fillBelow(left >= perChunk ? full : full.subarray(0, n * left), n);
  }
}

/** Indices of resamples of n values; `next` says where in `picks` those of the next begin. */
function picksFor(n: number, random: RandomSource) {
  const picks = new Int32Array(n * Math.max(1, Math.floor(CHUNK / n)));
  let at = picks.length;
  const next = (): number => {
    if (at === picks.length) {
      random.fillBelow(picks, n);
      at = 0;
    }
    at += n;
    return at - n;
  };
  return { picks, next };
}

function gather(data: Float64Array, picks: Int32Array, start: number, into: Float64Array): void {
  for (let i = 0; i < into.length; i++) into[i] = data[picks[start + i] ?? 0] ?? 0;
}

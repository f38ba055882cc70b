import { mt19937 } from "./mt19937.ts";

/** A seeded source of random numbers; each call advances it. Equal seeds and calls give equal numbers, on every machine. */
export interface RandomSource {
  /** Uniform on [0, 1), 53 bits. NumPy's `RandomState.random_sample`. */
  uniform(): number;
  /** Standard normal. NumPy's `RandomState.standard_normal` (polar method). */
  normal(): number;
  /** An integer uniform on [0, bound), 1 <= bound <= 2^31. NumPy's `RandomState.randint`. */
  below(bound: number): number;
  /** Many of `below` at once, faster. */
  fillBelow(out: Int32Array, bound: number): void;
}

/**
 * The numbers of NumPy's `RandomState(seed)`.
 * Source: the Mersenne Twister as {@link mt19937}; normals by G. Marsaglia and T. A. Bray, SIAM Rev. 6 (1964) 260-264.
 * @throws {RangeError} unless the seed is an integer in [0, 2^32).
 */
export function randomSource(seed: number): RandomSource {
  const generator = mt19937(seed);
  let spare: number | null = null;
  const uniform = (): number => ((generator.word() >>> 5) * 67108864 + (generator.word() >>> 6)) / 9007199254740992;
  const normal = (): number => {
    if (spare !== null) {
      const value = spare;
      spare = null;
      return value;
    }
    for (;;) {
      const x = 2 * uniform() - 1;
      const y = 2 * uniform() - 1;
      const r2 = x * x + y * y;
      if (r2 >= 1 || r2 === 0) continue;
      const factor = Math.sqrt((-2 * Math.log(r2)) / r2);
      spare = factor * x;
      return factor * y;
    }
  };
  return { uniform, normal, below: generator.below, fillBelow: generator.fillBelow };
}

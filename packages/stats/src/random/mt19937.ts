const SIZE = 624;
const SHIFT = 397;
const TWIST = 0x9908b0df | 0;
const TEMPER_B = 0x9d2c5680 | 0;
const TEMPER_C = 0xefc60000 | 0;
const HIGH_BIT = 0x80000000 | 0;
const LOW_BITS = 0x7fffffff;

/** A generator of 32-bit words, advanced by each call. */
export interface Mt19937 {
  /** The next word, an integer in [0, 2^32). */
  word(): number;
  /** One integer as {@link Mt19937.fillBelow} draws them. */
  below(bound: number): number;
  /**
   * Fills `out` with independent integers uniform on [0, bound), 1 <= bound <= 2^31: a word is masked to the bits of bound - 1 and
   * drawn again while it is too large. A bound of 1 draws no word. These are the draws of NumPy's `RandomState.randint(0, bound)`.
   */
  fillBelow(out: Int32Array, bound: number): void;
}

/**
 * The Mersenne Twister, seeded as NumPy's `RandomState(seed)` is.
 * Source: M. Matsumoto and T. Nishimura, ACM Trans. Model. Comput. Simul. 8 (1998) 3-30, with the initialisation of 2002 (`init_genrand`).
 * @throws {RangeError} unless the seed is an integer in [0, 2^32).
 */
export function mt19937(seed: number): Mt19937 {
  if (!Number.isInteger(seed) || seed < 0 || seed > 0xffffffff) {
    throw new RangeError(`not a seed, an integer from 0 to 4294967295: ${seed}`);
  }
  const state = seeded(seed);
  let at = SIZE;
  const next = (): number => {
    if (at === SIZE) {
      twist(state);
      at = 0;
    }
    return temper(state[at++] ?? 0);
  };
  return {
    word: () => next() >>> 0,
    below(bound) {
      const mask = maskFor(bound);
      if (mask === 0) return 0;
      for (;;) {
        const value = next() & mask;
        if (value < bound) return value;
      }
    },
    fillBelow(out, bound) {
      const mask = maskFor(bound);
      for (let filled = mask === 0 ? out.fill(0).length : 0; filled < out.length; ) {
        if (at === SIZE) {
          twist(state);
          at = 0;
        }
        // At most one integer comes of a word, so this many words cannot overfill.
        const end = Math.min(SIZE, at + out.length - filled);
        filled = keepBelow(state, at, end, out, filled, bound, mask);
        at = end;
      }
    },
  };
}

/** The bits of bound - 1. */
function maskFor(bound: number): number {
  return bound === 1 ? 0 : -1 >>> Math.clz32(bound - 1);
}

function seeded(seed: number): Int32Array {
  const state = new Int32Array(SIZE);
  let previous = seed | 0;
  state[0] = previous;
  for (let i = 1; i < SIZE; i++) {
    previous = (Math.imul(1812433253, previous ^ (previous >>> 30)) + i) | 0;
    state[i] = previous;
  }
  return state;
}

/** The next 624 words, untempered. These loops and `keepBelow` are where a bootstrap spends its time. */
function twist(state: Int32Array): void {
  let current = state[0] ?? 0;
  for (let i = 0; i < SIZE - SHIFT; i++) {
    const next = state[i + 1] ?? 0;
    state[i] = (state[i + SHIFT] ?? 0) ^ mixed(current, next);
    current = next;
  }
  for (let i = SIZE - SHIFT; i < SIZE - 1; i++) {
    const next = state[i + 1] ?? 0;
    state[i] = (state[i + SHIFT - SIZE] ?? 0) ^ mixed(current, next);
    current = next;
  }
  state[SIZE - 1] = (state[SHIFT - 1] ?? 0) ^ mixed(current, state[0] ?? 0);
}

function mixed(current: number, next: number): number {
  return (((current & HIGH_BIT) | (next & LOW_BITS)) >>> 1) ^ Math.imul(next & 1, TWIST);
}

function temper(word: number): number {
  let z = word;
  z ^= z >>> 11;
  z ^= (z << 7) & TEMPER_B;
  z ^= (z << 15) & TEMPER_C;
  return z ^ (z >>> 18);
}

/** Writes each masked word, and moves on only after those that are not too large: no branch to mispredict. */
function keepBelow(
  state: Int32Array,
  start: number,
  end: number,
  out: Int32Array,
  filled: number,
  bound: number,
  mask: number,
): number {
  let k = filled;
  for (let i = start; i < end; i++) {
    const value = temper(state[i] ?? 0) & mask;
    out[k] = value;
    k += (value - bound) >>> 31;
  }
  return k;
}

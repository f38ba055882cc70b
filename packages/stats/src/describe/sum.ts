const BLOCK = 128;

/**
 * Sum by halves, with eight running sums in blocks of at most 128: the rounding error grows with the logarithm of the length, and the
 * order of additions is that of NumPy, so that ties between means fall the same way.
 * Source: N. J. Higham, SIAM J. Sci. Comput. 14 (1993) 783-799.
 */
export function sum(values: ArrayLike<number>): number {
  return sumOf(values, 0, values.length);
}

function sumOf(v: ArrayLike<number>, start: number, length: number): number {
  if (length <= BLOCK) return sumOfBlock(v, start, length);
  const half = (length >> 1) - ((length >> 1) % 8);
  return sumOf(v, start, half) + sumOf(v, start + half, length - half);
}

function sumOfBlock(v: ArrayLike<number>, start: number, length: number): number {
  let [a, b, c, d, e, f, g, h] = [0, 0, 0, 0, 0, 0, 0, 0];
  const end = start + length;
  let i = start;
  for (; i + 8 <= end; i += 8) {
    a += v[i] ?? 0;
    b += v[i + 1] ?? 0;
    c += v[i + 2] ?? 0;
    d += v[i + 3] ?? 0;
    e += v[i + 4] ?? 0;
    f += v[i + 5] ?? 0;
    g += v[i + 6] ?? 0;
    h += v[i + 7] ?? 0;
  }
  let total = a + b + (c + d) + (e + f + (g + h));
  for (; i < end; i++) total += v[i] ?? 0;
  return total;
}

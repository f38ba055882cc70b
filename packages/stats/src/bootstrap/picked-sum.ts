const BLOCK = 128;

/** The sum of the values at `length` picks from `start` on, added in the order of `sum`. It is where a bootstrap of the mean spends its time beside drawing. */
export function pickedSum(v: Float64Array, picks: Int32Array, start: number, length: number): number {
  if (length <= BLOCK) return sumOfBlock(v, picks, start, length);
  const half = (length >> 1) - ((length >> 1) % 8);
  return pickedSum(v, picks, start, half) + pickedSum(v, picks, start + half, length - half);
}

function sumOfBlock(v: Float64Array, picks: Int32Array, start: number, length: number): number {
  let [a, b, c, d, e, f, g, h] = [0, 0, 0, 0, 0, 0, 0, 0];
  const end = start + length;
  let i = start;
  for (; i + 8 <= end; i += 8) {
    a += v[picks[i] ?? 0] ?? 0;
    b += v[picks[i + 1] ?? 0] ?? 0;
    c += v[picks[i + 2] ?? 0] ?? 0;
    d += v[picks[i + 3] ?? 0] ?? 0;
    e += v[picks[i + 4] ?? 0] ?? 0;
    f += v[picks[i + 5] ?? 0] ?? 0;
    g += v[picks[i + 6] ?? 0] ?? 0;
    h += v[picks[i + 7] ?? 0] ?? 0;
  }
  let total = a + b + (c + d) + (e + f + (g + h));
  for (; i < end; i++) total += v[picks[i] ?? 0] ?? 0;
  return total;
}

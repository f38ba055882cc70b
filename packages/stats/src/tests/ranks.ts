/** Ranks from 1, ties sharing their mean rank; `ties` has the size of each group of equal values, 1 for a value alone. */
export interface Ranking {
  readonly ranks: readonly number[];
  readonly ties: readonly number[];
}

export function rank(values: readonly number[]): Ranking {
  const order = values.map((value, index) => ({ value, index })).sort((a, b) => a.value - b.value);
  const ranks = new Array<number>(values.length).fill(0);
  const ties: number[] = [];
  for (let start = 0; start < order.length; ) {
    let end = start;
    while (order[end]?.value === order[start]?.value && end < order.length) end++;
    for (const { index } of order.slice(start, end)) ranks[index] = (start + end + 1) / 2;
    ties.push(end - start);
    start = end;
  }
  return { ranks, ties };
}

/** Σ (t³ - t) over groups of ties: what variances of rank statistics lose. */
export function tieSum(ties: readonly number[]): number {
  return ties.reduce((total, t) => total + (t * t * t - t), 0);
}

/**
 * Holm's step-down adjustment: rejecting where the adjusted p is at most α keeps the chance of any false rejection in the family at most α,
 * whatever the dependence. In the order given; an empty family gives an empty one.
 * Source: S. Holm, Scand. J. Statist. 6 (1979) 65-70.
 * @throws {RangeError} for a p outside [0, 1] or NaN.
 */
export function holm(p: readonly number[]): number[] {
  let highest = 0;
  return adjusted(p, "ascending", (value, place) => {
    highest = Math.max(highest, Math.min(1, value * (p.length - place)));
    return highest;
  });
}

/**
 * Benjamini and Hochberg's step-up adjustment: rejecting where the adjusted p is at most q keeps the expected share of false rejections
 * at most q, for independent or positively dependent tests. For screening, not for claims. In the order given.
 * Source: Y. Benjamini and Y. Hochberg, J. R. Statist. Soc. B 57 (1995) 289-300.
 * @throws {RangeError} for a p outside [0, 1] or NaN.
 */
export function benjaminiHochberg(p: readonly number[]): number[] {
  let lowest = 1;
  return adjusted(p, "descending", (value, place) => {
    lowest = Math.min(lowest, (value * p.length) / (p.length - place));
    return lowest;
  });
}

function adjusted(
  p: readonly number[],
  order: "ascending" | "descending",
  step: (value: number, place: number) => number,
): number[] {
  const bad = p.find((value) => !(value >= 0 && value <= 1));
  if (bad !== undefined) throw new RangeError(`not a p-value between 0 and 1: ${bad}`);
  const sorted = p.map((value, index) => ({ value, index })).sort((x, y) => x.value - y.value);
  if (order === "descending") sorted.reverse();
  const results = [...p];
  sorted.forEach(({ value, index }, place) => {
    results[index] = step(value, place);
  });
  return results;
}

/** Nodes in (-1, 1) and weights of Gauss-Legendre quadrature. Source: NIST DLMF 3.5.15 to 3.5.19; nodes by Newton's method. */
function rule(size: number): readonly { readonly node: number; readonly weight: number }[] {
  return Array.from({ length: size }, (_, i) => {
    let node = Math.cos((Math.PI * (i + 0.75)) / (size + 0.5));
    let slope = 0;
    for (let step = 0; step < 10; step++) {
      let [previous, value] = [1, node];
      for (let n = 2; n <= size; n++)
        [previous, value] = [value, ((2 * n - 1) * node * value - (n - 1) * previous) / n];
      slope = (size * (node * value - previous)) / (node * node - 1);
      node -= value / slope;
    }
    return { node, weight: 2 / ((1 - node * node) * slope * slope) };
  });
}

const RULE = rule(16);

/** The integral of a smooth function from `low` to `high`, by 16 points in each of `panels` equal parts. */
export function integral(f: (x: number) => number, low: number, high: number, panels: number): number {
  const half = (high - low) / panels / 2;
  let total = 0;
  for (let panel = 0; panel < panels; panel++) {
    const middle = low + half * (2 * panel + 1);
    for (const { node, weight } of RULE) total += weight * f(middle + half * node);
  }
  return total * half;
}

import fc from "fast-check";
import { expect, test } from "vitest";
import { incompleteBeta } from "../../src/distributions/incomplete-beta.ts";

// mpmath 1.3.0 with 40 digits: betainc(a, b, 0, x, regularized=True).
test.each([
  [0.5, 0.5, 0.1, 0.20483276469913347],
  [3, 1000, 1e-5, 1.6591948740984948e-7],
  [0.001, 5, 0.5, 0.9999891279249409],
])("I_x(%d, %d) at %d is right to twelve digits", (a, b, x, lower) => {
  expect(Math.abs(incompleteBeta(a, b, x, 1 - x).lower / lower - 1)).toBeLessThan(1e-12);
});

test("with whole shapes it is a binomial tail", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 12 }),
      fc.integer({ min: 1, max: 12 }),
      fc.integer({ min: 1, max: 63 }),
      (a, b, k) => {
        const x = k / 64;
        const n = a + b - 1;
        let [tail, ways] = [0, 1];
        for (let j = 0; j <= n; j++) {
          if (j >= a) tail += ways * x ** j * (1 - x) ** (n - j);
          ways = (ways * (n - j)) / (j + 1);
        }
        expect(Math.abs(incompleteBeta(a, b, x, 1 - x).lower / tail - 1)).toBeLessThan(1e-12);
      },
    ),
  );
});

test("mirrored it is its complement, for shapes from 0.01 to 1e5", () => {
  const shape = fc.double({ min: -2, max: 5, noNaN: true }).map((log) => 10 ** log);
  fc.assert(
    fc.property(shape, shape, fc.double({ min: 0.001, max: 0.999, noNaN: true }), (a, b, x) => {
      const one = incompleteBeta(a, b, x, 1 - x);
      const other = incompleteBeta(b, a, 1 - x, x);
      expect(one.lower).toBeCloseTo(other.upper, 12);
      expect(one.lower + one.upper).toBeCloseTo(1, 12);
    }),
    { numRuns: 60 },
  );
});

import { benjaminiHochberg, holm } from "@scylla/stats";
import fc from "fast-check";
import { expect, test } from "vitest";

const ps = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 12 });

test("adjusted values keep the order of the raw ones, are not below them, and Holm's are the larger", () => {
  fc.assert(
    fc.property(ps, (p) => {
      const [strict, loose] = [holm(p), benjaminiHochberg(p)];
      p.forEach((value, i) => {
        expect(loose[i]).toBeGreaterThanOrEqual(value * (1 - 1e-12));
        expect(strict[i]).toBeGreaterThanOrEqual((loose[i] ?? 0) * (1 - 1e-12));
        expect(strict[i]).toBeLessThanOrEqual(1);
        p.forEach((other, j) => {
          if (value < other) {
            expect(strict[i]).toBeLessThanOrEqual(strict[j] ?? 0);
            expect(loose[i]).toBeLessThanOrEqual(loose[j] ?? 0);
          }
        });
      });
    }),
  );
});

test("one comparison needs no adjustment, none gives none", () => {
  expect([holm([0.03]), benjaminiHochberg([0.03]), holm([]), benjaminiHochberg([])]).toEqual([[0.03], [0.03], [], []]);
});

test.each([-0.1, 1.1, Number.NaN])("%d is refused", (bad) => {
  expect(() => holm([0.5, bad])).toThrow(RangeError);
  expect(() => benjaminiHochberg([bad])).toThrow(RangeError);
});

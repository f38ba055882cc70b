import { mannWhitneyU } from "@scylla/stats";
import fc from "fast-check";
import { expect, test } from "vitest";
import { present, scores } from "../fixtures/arbitraries.ts";

const upTo = (n: number, shift = 0) => Array.from({ length: n }, (_, i) => i + shift);

// SciPy 1.17.1: mannwhitneyu(arange(30), arange(40) + 3.25, method="exact").
test("the exact test stays exact for large samples", () => {
  const { u, p } = present(mannWhitneyU(upTo(30), upTo(40, 3.25), "exact"));
  expect(u).toBe(351);
  expect(p).toBeCloseTo(0.0027957421373302625, 14);
});

test("the exact p is the share of arrangements at least as far out", () => {
  const values = [1, 2, 3, 4, 5, 6, 7];
  const x = [1, 2, 5];
  const y = values.filter((v) => !x.includes(v));
  const far = (u: number) => Math.abs(u - 6);
  const { u, p } = present(mannWhitneyU(x, y));
  let [extreme, all] = [0, 0];
  for (let set = 0; set < 128; set++) {
    const chosen = values.filter((_, i) => (set >> i) & 1);
    if (chosen.length !== 3) continue;
    all++;
    if (far(chosen.reduce((total, v) => total + v, 0) - 6) >= far(u)) extreme++;
  }
  expect(p).toBeCloseTo(extreme / all, 14);
});

test("methods are chosen as SciPy does: exact without ties when one sample has at most eight values", () => {
  expect(present(mannWhitneyU(upTo(8), upTo(100, 0.5))).method).toBe("exact");
  expect(present(mannWhitneyU(upTo(9), upTo(9, 0.5))).method).toBe("asymptotic");
  expect(present(mannWhitneyU([1, 1], [2, 3])).method).toBe("asymptotic");
  expect(() => mannWhitneyU([1, 1], [2, 3], "exact")).toThrow(RangeError);
});

test("all values equal: p is 1; an empty sample: nothing; NaN: refused", () => {
  expect(mannWhitneyU([1, 1], [1])).toEqual({ u: 1, p: 1, method: "asymptotic" });
  expect(mannWhitneyU([], [1])).toBeNull();
  expect(() => mannWhitneyU([Number.NaN], [1])).toThrow(RangeError);
});

test("sides swapped, U is what is left and p the same", () => {
  fc.assert(
    fc.property(scores(1, 12), scores(1, 12), (x, y) => {
      const [one, other] = [present(mannWhitneyU(x, y)), present(mannWhitneyU(y, x))];
      expect(one.u + other.u).toBe(x.length * y.length);
      expect(other.p).toBeCloseTo(one.p, 12);
      expect(one.p).toBeGreaterThan(0);
      expect(one.p).toBeLessThanOrEqual(1);
    }),
  );
});

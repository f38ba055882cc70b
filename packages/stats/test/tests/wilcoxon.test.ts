import { wilcoxonSignedRank } from "@scylla/stats";
import fc from "fast-check";
import { expect, test } from "vitest";
import { present, scores } from "../fixtures/arbitraries.ts";

// SciPy 1.17.1: wilcoxon(d, method=PermutationMethod(n_resamples=inf)) and method="asymptotic".
test("with ties and zeros the exact p is over the signs of the ranks at hand", () => {
  const tied = [1, 1, -1, 2, 2, 3, -2, 4];
  expect(wilcoxonSignedRank(tied)).toEqual({ w: 7, p: 0.1640625, method: "exact", used: 8 });
  expect(present(wilcoxonSignedRank(tied, "asymptotic")).p).toBeCloseTo(0.11979493042591832, 13);
  expect(wilcoxonSignedRank([0, 0, 1.5, -0.5, 2, 3, 4.5])).toEqual({ w: 1, p: 0.125, method: "exact", used: 5 });
});

test("more than fifty differences are compared with the normal distribution", () => {
  const many = Array.from({ length: 51 }, (_, i) => i - 20.5);
  const { method, p } = present(wilcoxonSignedRank(many));
  expect(method).toBe("asymptotic");
  expect(present(wilcoxonSignedRank(many, "exact")).p).toBeCloseTo(p, 3);
});

test("no differences say nothing; zeros only say that nothing differs; NaN is refused", () => {
  expect(wilcoxonSignedRank([])).toBeNull();
  expect(wilcoxonSignedRank([0, 0])).toEqual({ w: 0, p: 1, method: "exact", used: 0 });
  expect(wilcoxonSignedRank([0], "asymptotic")).toEqual({ w: 0, p: 1, method: "asymptotic", used: 0 });
  expect(() => wilcoxonSignedRank([Number.NaN])).toThrow(RangeError);
});

test("all signs turned, nothing changes", () => {
  fc.assert(
    fc.property(scores(1, 20), (d) => {
      expect(wilcoxonSignedRank(d.map((v) => -v))).toEqual(wilcoxonSignedRank(d));
    }),
  );
});

import { randomSource, signFlip } from "@scylla/stats";
import fc from "fast-check";
import { expect, test } from "vitest";
import { present, scores, shuffledOf } from "../fixtures/arbitraries.ts";

test("with five tasks not even full agreement is significant; with six it is", () => {
  expect(signFlip([1, 1, 1, 1, 1])).toEqual({ p: 2 / 32, method: "exact", arrangements: 32 });
  expect(present(signFlip([1, 1, 1, 1, 1, 1])).p).toBe(2 / 64);
});

test("sums that differ by rounding only are ties", () => {
  expect(present(signFlip([0.1, 0.2, -0.3])).p).toBe(1);
});

test("beyond the limit it draws, to about the exact p, and by the same seed to the same", () => {
  const d = [0.5, -0.1, 0.3, 0.4, 0.2, -0.2, 0.6, 0.1, 0, 0.3];
  const exact = present(signFlip(d));
  const drawn = present(signFlip(d, { exactUpTo: 1, draws: 20_000 }));
  expect(drawn).toMatchObject({ method: "monte-carlo", arrangements: 20_000 });
  expect(Math.abs(drawn.p - exact.p)).toBeLessThan(0.005);
  expect(signFlip(d, { exactUpTo: 1, seed: 1 })).toEqual(signFlip(d, { exactUpTo: 1, seed: 1 }));
});

test("a drawn p is never 0", () => {
  expect(present(signFlip(new Array<number>(40).fill(1), { draws: 99 })).p).toBe(2 / 100);
});

test("zeros say nothing; nothing says nothing; NaN and no draws are refused", () => {
  expect(present(signFlip([0, 0])).p).toBe(1);
  expect(signFlip([])).toBeNull();
  expect(() => signFlip([Number.NaN])).toThrow(RangeError);
  expect(() => signFlip([1], { draws: 0 })).toThrow(RangeError);
});

test("neither order, scale nor direction matters, and zeros add nothing", () => {
  fc.assert(
    fc.property(
      scores(1, 9).chain((d) => fc.tuple(fc.constant(d), shuffledOf(d))),
      ([d, other]) => {
        const { p } = present(signFlip(d));
        expect(present(signFlip(other.map((v) => -2 * v))).p).toBe(p);
        expect(present(signFlip([...d, 0])).p).toBe(p);
      },
    ),
  );
});

test("under symmetry it cries wolf at most as often as it says, with as few as seven tasks", () => {
  const random = randomSource(11);
  let alarms = 0;
  for (let i = 0; i < 1500; i++) {
    // Skewed sizes with signs by chance, as differences of pass rates are.
    const d = Array.from({ length: 7 }, () => (random.below(2) * 2 - 1) * Math.round(3 * random.uniform() ** 2));
    if (present(signFlip(d)).p <= 0.05) alarms++;
  }
  expect(alarms / 1500).toBeLessThan(0.05 + 2.6 * Math.sqrt((0.05 * 0.95) / 1500));
});

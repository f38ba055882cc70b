import { holm, maxT, randomSource, signFlip } from "@scylla/stats";
import { expect, test } from "vitest";
import { present } from "../fixtures/arbitraries.ts";

const one = [0.5, 0.3, 0.4, 0.6, 0.2, 0.5, 0.1, 0.4];
const other = [0.1, -0.2, 0.3, 0.1, -0.1, 0.2, 0, 0.1];

test("a single comparison is a sign-flip test", () => {
  expect(present(maxT([one])).p).toEqual([present(signFlip(one)).p]);
});

test("copies of one comparison cost nothing, where Holm would charge for each", () => {
  const raw = present(signFlip(one)).p;
  expect(present(maxT([one, one, one])).p).toEqual([raw, raw, raw]);
  expect(holm([raw, raw, raw])[0]).toBe(3 * raw);
});

test("adjusted values are in the order given and not below the raw ones", () => {
  const { p } = present(maxT([other, one]));
  expect(p[0]).toBeGreaterThanOrEqual(present(signFlip(other)).p);
  expect(p[1]).toBeGreaterThanOrEqual(present(signFlip(one)).p);
  expect(present(maxT([one, other])).p).toEqual([p[1], p[0]]);
});

test("beyond the limit it draws, to about the exact values", () => {
  const [exact, drawn] = [present(maxT([one, other])), present(maxT([one, other], { exactUpTo: 1, draws: 5000 }))];
  expect([exact.method, drawn.method]).toEqual(["exact", "monte-carlo"]);
  exact.p.forEach((p, i) => {
    expect(Math.abs((drawn.p[i] ?? 0) - p)).toBeLessThan(0.02);
  });
});

test("zeros only: p is 1; unequal tasks and NaN: refused; nothing: nothing", () => {
  expect(
    present(
      maxT([
        [0, 0],
        [1, 2],
      ]),
    ).p[0],
  ).toBe(1);
  expect(() => maxT([[1, 2], [1]])).toThrow(RangeError);
  expect(() => maxT([[Number.NaN]])).toThrow(RangeError);
  expect([maxT([]), maxT([[]])]).toEqual([null, null]);
});

test("of five correlated comparisons without effect, any is called significant one time in twenty", () => {
  const random = randomSource(5);
  let alarms = 0;
  for (let i = 0; i < 600; i++) {
    const shared = Array.from({ length: 8 }, random.normal);
    const rows = Array.from({ length: 5 }, () => shared.map((s) => s + random.normal()));
    if (Math.min(...present(maxT(rows)).p) <= 0.05) alarms++;
  }
  expect(alarms / 600).toBeLessThan(0.05 + 2.6 * Math.sqrt((0.05 * 0.95) / 600));
  expect(alarms / 600).toBeGreaterThan(0.02);
});

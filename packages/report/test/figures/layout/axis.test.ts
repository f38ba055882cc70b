import fc from "fast-check";
import { expect, test } from "vitest";
import { logTicks, niceTicks, pixelsOf } from "../../../src/figures/layout/axis.ts";

test("ticks are round, within the domain and about as many as asked for", () => {
  expect(niceTicks(-63, 87, 5)).toEqual([-50, 0, 50]);
  expect(niceTicks(0, 0.0139, 4)).toEqual([0, 0.005, 0.01]);
  const bound = fc.double({ min: -1e3, max: 1e3, noNaN: true });
  fc.assert(
    fc.property(
      bound,
      fc.double({ min: 0.01, max: 1e4, noNaN: true }),
      fc.integer({ min: 2, max: 12 }),
      (low, span, count) => {
        const ticks = niceTicks(low, low + span, count);
        expect(ticks.length).toBeLessThanOrEqual(count + 1);
        for (const tick of ticks) expect(tick >= low - span * 1e-6 && tick <= low + span * (1 + 1e-6)).toBe(true);
      },
    ),
  );
});

test("a logarithmic axis has 1, 2 and 5 times the powers of ten, of many decades the powers alone", () => {
  expect(logTicks(0.02, 0.9)).toEqual([0.02, 0.05, 0.1, 0.2, 0.5]);
  expect(logTicks(0.0001, 10)).toEqual([0.0001, 0.001, 0.01, 0.1, 1, 10]);
});

test("a scale leads from one end of the domain to the other", () => {
  const linear = pixelsOf({ domain: [-50, 150] }, 100);
  expect([linear(-50), linear(50), linear(150)]).toEqual([0, 50, 100]);
  const log = pixelsOf({ domain: [0.01, 1], type: "log" }, 100);
  expect(log(0.1)).toBeCloseTo(50);
});

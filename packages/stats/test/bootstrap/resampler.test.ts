import { randomSource } from "@scylla/stats";
import { expect, test } from "vitest";
import { meanResampler, resampler, skipResamples } from "../../src/bootstrap/resampler.ts";
import { sum } from "../../src/describe/sum.ts";

test("a source that skipped resamples goes on where one that drew them ends", () => {
  for (const n of [1, 3, 900, 10_000]) {
    const values = Array.from({ length: n }, (_, i) => i);
    const drawing = resampler(values, randomSource(4));
    for (let i = 0; i < 10; i++) drawing();
    const skipping = randomSource(4);
    skipResamples(n, 10, skipping);
    expect([...resampler(values, skipping)()]).toEqual([...drawing()]);
  }
});

test("means are those of the resamples, to the bit", () => {
  for (const n of [1, 7, 8, 9, 128, 129, 1080]) {
    const values = Array.from({ length: n }, (_, i) => Math.sin(i));
    const [next, nextMean] = [resampler(values, randomSource(4)), meanResampler(values, randomSource(4))];
    for (let i = 0; i < 5; i++) expect(nextMean()).toBe(sum(next()) / n);
  }
});

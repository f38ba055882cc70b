import { expect, test } from "vitest";
import { permutationSettings, signPatterns } from "../../src/tests/sign-patterns.ts";

const drawn = (n: number, options: Parameters<typeof permutationSettings>[0]) =>
  [...signPatterns(n, permutationSettings(options)).patterns].length;

test("all patterns once, the observed one first", () => {
  const patterns: string[] = [];
  for (const signs of signPatterns(3, permutationSettings({})).patterns) patterns.push(signs.join());
  expect(patterns[0]).toBe("1,1,1");
  expect(new Set(patterns).size).toBe(8);
});

test("the observed pattern and those drawn, where all are too many", () => {
  expect(drawn(16, {})).toBe(65_536);
  expect(drawn(17, { draws: 10 })).toBe(11);
});

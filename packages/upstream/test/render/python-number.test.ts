import { expect, test } from "vitest";
import { pythonFixed, pythonSigned } from "../../src/render/python-number.ts";

// What CPython prints.
test.for([
  [0.5, 0, "0"],
  [1.5, 0, "2"],
  [2.5, 0, "2"],
  [-2.5, 0, "-2"],
  [0.125, 2, "0.12"],
  [0.375, 2, "0.38"],
  [1.005, 2, "1.00"],
  [137212.5, 4, "137212.5000"],
  [0.9733333333333333, 3, "0.973"],
  [null, 3, "nan"],
] as const)("%s with %s digits is %s", ([value, digits, text]) => {
  expect(pythonFixed(value, digits)).toBe(text);
});

test("a sign is always there, but for what is no number", () => {
  expect([pythonSigned(0, 4), pythonSigned(-0.25, 1), pythonSigned(null, 1)]).toEqual(["+0.0000", "-0.2", "nan"]);
});

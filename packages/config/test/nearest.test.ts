import { expect, test } from "vitest";
import { nearest, suggestion } from "../src/nearest.ts";

test.each([
  ["tasks for a swapped pair", "taks", ["tasks", "tiers"], "tasks"],
  ["another case", "REPEATS", ["repeats"], "repeats"],
  ["the beginning of a name", "B01", ["B01-basics", "B02-tests"], "B01-basics"],
  ["one letter too many", "turnss", ["turns", "time"], "turns"],
  ["nothing that is far", "colour", ["tasks", "ladder"], null],
  ["nothing among none", "x", [], null],
])("finds %s", (_what, name, known, expected) => {
  expect(nearest(name, known)).toBe(expected);
});

test("equally near names are taken in order, whatever order they come in", () => {
  expect(nearest("ac", ["ab", "aa"])).toBe("aa");
  expect(nearest("ac", ["aa", "ab"])).toBe("aa");
});

test("without a near name the known ones are listed, not all of a hundred", () => {
  expect(suggestion("zzz", ["b", "a"], "None.")).toBe("Known are: a, b.");
  expect(
    suggestion(
      "zzz",
      Array.from({ length: 100 }, (_, i) => `name-${i + 100}`),
      "",
    ),
  ).toMatch(/, and 88 more\.$/);
  expect(suggestion("zzz", [], "None.")).toBe("None.");
});

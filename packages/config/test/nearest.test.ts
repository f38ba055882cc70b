import { expect, test } from "vitest";
import { suggestion } from "../src/nearest.ts";

test("the nearest name is told", () => {
  expect(suggestion("taks", ["tiers", "tasks"], "None.")).toBe("Did you mean tasks?");
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

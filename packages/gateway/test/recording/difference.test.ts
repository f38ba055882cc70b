import { expect, test } from "vitest";
import { differences, differenceText } from "../../src/recording/difference.ts";

test("members, elements and kinds that differ are named by where they stand", () => {
  expect(differences({ a: 1, b: [1, 2], c: "x" }, { a: 2, b: [1], d: "x" })).toEqual([
    { at: "a", recorded: "1", found: "2" },
    { at: "b[1]", recorded: "2", found: undefined },
    { at: "c", recorded: '"x"', found: undefined },
    { at: "d", recorded: undefined, found: '"x"' },
  ]);
});

test("of long texts only what is around the first difference is shown", () => {
  const [difference] = differences(`${"a".repeat(500)}b${"c".repeat(500)}`, `${"a".repeat(500)}d`);
  expect(difference).toEqual({
    at: "",
    recorded: `...${"a".repeat(20)}b${"c".repeat(59)}...`,
    found: `...${"a".repeat(20)}d`,
  });
});

test("no more than a few are told", () => {
  const many = (value: number) => Array.from({ length: 100 }, () => value);
  expect(differences(many(1), many(2))).toHaveLength(5);
});

test("a request equal to all that is left has been given already", () => {
  expect(differenceText([])).toBe("the recording holds no further request of this kind");
});

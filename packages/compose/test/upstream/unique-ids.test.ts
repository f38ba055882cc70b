import { expect, test } from "vitest";
import { uniqueIds } from "../../src/upstream/unique-ids.ts";

test("names become ids that fit between slashes, and stay apart", () => {
  expect([...uniqueIds(["Sonnet 4.5", "a/b", "a b", "a-b", "../..", "", "..", "a/b"])]).toEqual([
    ["Sonnet 4.5", "Sonnet-4.5"],
    ["a/b", "a-b"],
    ["a b", "a-b-2"],
    ["a-b", "a-b-3"],
    ["../..", "unnamed"],
    ["", "unnamed-2"],
    ["..", "unnamed-3"],
  ]);
});

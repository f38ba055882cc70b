import { expect, test } from "vitest";
import { type CellKey, cellLabel, matchingCells, parseKeyPattern } from "../src/index.ts";

const CELLS = ["a/T1/01-x/bot", "a/T1/01-x/bot2", "a/T10/01-x/bot", "ab/T1/02-y/bot"].map((label) => {
  const [task = "", tier = "", subtest = "", agent = ""] = label.split("/");
  const key: CellKey = { task, tier, subtest, agent };
  return { key };
});

const meant = (text: string): readonly string[] => {
  const pattern = parseKeyPattern(text);
  return pattern ? matchingCells(pattern, CELLS).map(({ key }) => cellLabel(key)) : ["no key"];
};

test("a key means one cell, and what it begins means all that go on", () => {
  expect(meant("a/T10/01-x/bot")).toEqual(["a/T10/01-x/bot"]);
  expect(meant("a/T10")).toEqual(["a/T10/01-x/bot"]);
  expect(meant("a/T10/")).toEqual(["a/T10/01-x/bot"]);
  expect(meant("a/T1/01")).toEqual(["a/T1/01-x/bot", "a/T1/01-x/bot2"]);
});

test("a whole name means only itself, whatever else begins with it", () => {
  expect(meant("a/T1/01-x/bot")).toEqual(["a/T1/01-x/bot"]);
  expect(meant("a")).toHaveLength(3);
  expect(meant("ab")).toEqual(["ab/T1/02-y/bot"]);
});

test("the number of the run is read, with or without zeros", () => {
  expect(parseKeyPattern("a/T1/01-x/bot/02")).toEqual({ segments: ["a", "T1", "01-x", "bot"], n: 2 });
  expect(parseKeyPattern("a/T1")?.n).toBeNull();
});

test.each(["", "/", "a//b", "a/b/c/d/e", "a/b/c/d/1/2", "a/b/c/d/-1"])("%j is no key", (text) => {
  expect(parseKeyPattern(text)).toBeNull();
});

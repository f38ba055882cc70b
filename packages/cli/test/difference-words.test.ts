import { expect, test } from "vitest";
import { differencesLine, differenceWords } from "../src/difference-words.ts";

test.each([
  ["10m", "5m", "f was 10m and is 5m"],
  [null, "A skill.\nIts text.", "f is new: A skill. Its text."],
  ["x", null, "f is gone"],
  ["Answer.\n", "none", "f was Answer. and is none"],
  ["One.\nTwo.\n", "One.\nThree.\n", 'f differs from line 2 on: it was "Two." and is "Three."'],
  ["One.\n", "One.\nTwo.\n", 'f differs from line 2 on: it was "" and is "Two."'],
  ["One.", "One. ", 'f differs from line 1 on: it was "One." and is "One."'],
])("%j to %j", (before, after, words) => {
  expect(differenceWords({ field: "f", before, after })).toBe(words);
});

test("what is not shown is counted, and nothing of a user's text moves the cursor", () => {
  const all = ["a", "b", "c"].map((field) => ({ field, before: "\u001b[2J1", after: "2" }));
  expect(differencesLine(all)).toBe("a was [2J1 and is 2; b was [2J1 and is 2; and 1 more");
});

import { expect, test } from "vitest";
import { plainText } from "../../src/text/plain-text.ts";

test.each([
  ["A rule that helps", "A rule that helps"],
  ["  two\n lines\t\r\n here ", "two lines here"],
  ["\u001b[31mred\u001b[0m", "[31mred [0m"],
  ["\u009b2J\u0007bell\u0000", "2J bell"],
  ["a\u202Etxt.exe\u2066b", "atxt.exeb"],
  ["a\u2028b\u2029c\u00a0d", "a b c d"],
  ["Füge 漢字 👩‍💻 ein", "Füge 漢字 👩‍💻 ein"],
  ["half \ud83d", "half \ufffd"],
])("%j becomes %j", (text, plain) => {
  expect(plainText(text)).toBe(plain);
});

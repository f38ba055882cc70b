import fc from "fast-check";
import { expect, test } from "vitest";
import { fitText, padEnd, padStart, textWidth, wrappedRows, wrapText } from "../../src/text/text-width.ts";

test.each([
  ["plain", 5],
  ["größe", 5],
  ["e\u0301", 1],
  ["漢字", 4],
  ["👩‍💻", 2],
  ["🇯🇵", 2],
  ["1️⃣", 2],
  ["❤️", 2],
  ["ｶﾞ", 2],
  ["", 0],
])("%j takes %i columns", (text, width) => {
  expect(textWidth(text)).toBe(width);
});

test.each([
  ["abcdef", 6, "abcdef"],
  ["abcdef", 5, "abcd…"],
  ["ab cdef", 4, "ab…"],
  ["漢字漢字", 5, "漢字…"],
  ["漢字漢字", 4, "漢…"],
  ["abc", 1, "…"],
  ["abc", 0, ""],
])("%j in %i columns is %j", (text, width, fitted) => {
  expect(fitText(text, width)).toBe(fitted);
});

test.each([
  ["", 5, 1],
  ["abcde", 5, 1],
  ["abcdef", 5, 2],
  ["漢字漢", 5, 2],
  ["漢字漢字漢", 5, 3],
])("%j wraps to rows of %i columns: %i", (text, width, rows) => {
  expect(wrappedRows(text, width)).toBe(rows);
});

test("padding counts columns", () => {
  expect([padEnd("漢", 4), padStart("漢", 4), padEnd("long", 2)]).toEqual(["漢  ", "  漢", "long"]);
});

test("lines are broken between words, and words only where they must be", () => {
  expect(wrapText("one two three", 7)).toEqual(["one two", "three"]);
  expect(wrapText("one two", 6, "  ")).toEqual(["  one", "  two"]);
  expect(wrapText("abcdefgh ij", 3)).toEqual(["abc", "def", "gh", "ij"]);
  expect(wrapText("", 5)).toEqual([""]);
});

const texts = fc.array(fc.constantFrom("a", "word", " ", "漢", "👩‍💻", "é", "…")).map((parts) => parts.join(""));

test("nothing is wider than asked, and wrapping loses no word", () => {
  fc.assert(
    fc.property(texts, fc.integer({ min: 2, max: 20 }), (text, width) => {
      expect(textWidth(fitText(text, width))).toBeLessThanOrEqual(width);
      const lines = wrapText(text, width);
      for (const line of lines) expect(textWidth(line)).toBeLessThanOrEqual(width);
      expect(lines.join("").replaceAll(" ", "")).toBe(text.replaceAll(" ", ""));
    }),
  );
});

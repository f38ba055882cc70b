import fc from "fast-check";
import { expect, test } from "vitest";
import { escapeMarkdown } from "../../src/markdown/escape-markdown.ts";

test.each([
  ["A rule that helps", "A rule that helps"],
  ["a | b", "a \\| b"],
  ["`code`", "\\`code\\`"],
  ["**bold** _it_ ~~gone~~", "\\*\\*bold\\*\\* \\_it\\_ \\~\\~gone\\~\\~"],
  ["<img src=x onerror=alert(1)>", "&lt;img src=x onerror=alert(1)&gt;"],
  ["&lt;script&gt;", "&amp;lt;script&amp;gt;"],
  ["[a](javascript:alert(1))", "\\[a\\](javascript:alert(1))"],
  ["![a](x)", "\\!\\[a\\](x)"],
  ["https://evil.example www.evil.example", "https&#58;//evil.example www&#46;evil.example"],
  ["@everyone #1 $x$", "&#64;everyone \\#1 \\$x\\$"],
  ["back\\slash", "back\\\\slash"],
  ["one\n\n# two", "one \\# two"],
])("%j becomes %j", (text, escaped) => {
  expect(escapeMarkdown(text)).toBe(escaped);
});

test("no text leaves a live character of markup, or a second line", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      const escaped = escapeMarkdown(text);
      expect(escaped).not.toMatch(/[<>\n\r]/);
      expect(escaped.replaceAll(/\\[\\`*_[\]|~$#!]/g, "")).not.toMatch(/[\\`*_[\]|~$]/);
    }),
  );
});

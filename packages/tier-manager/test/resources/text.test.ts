import { expect, test } from "vitest";
import { appendText, canonicalText } from "../../src/resources/text.ts";

test("text has one form, whatever blank lines stand around it", () => {
  expect(canonicalText("\n \n  Indented.\n\nEnd.  \n\n")).toBe("  Indented.\n\nEnd.\n");
  expect(canonicalText(" \n\t\n")).toBe("");
});

test("texts follow each other after a blank line", () => {
  expect(appendText("One.\n", "Two.\n")).toBe("One.\n\nTwo.");
  expect(appendText("", "Two.")).toBe("Two.");
});

test("a text that stands there as a whole is not repeated, a part of a sentence is no whole", () => {
  expect(appendText("One.\n\nTwo.\n\nThree.", "Two.")).toBe("One.\n\nTwo.\n\nThree.");
  expect(appendText("One. Two.", "Two.")).toBe("One. Two.\n\nTwo.");
});

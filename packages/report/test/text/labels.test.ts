import { expect, test } from "vitest";
import { fitLabel, labelText } from "../../src/text/labels.ts";

const LABEL = { title: "A rule that helps", key: "T0/01-rule" };

test("a key stands beside its title", () => {
  expect(labelText(LABEL)).toBe("A rule that helps (T0/01-rule)");
});

test.each([
  [30, "A rule that helps (T0/01-rule)"],
  [29, "A rule that hel… (T0/01-rule)"],
  [21, "A rule… (T0/01-rule)"],
  [20, "A rule that helps (…"],
])("in %i columns the title gives way before the key: %s", (width, text) => {
  expect(fitLabel(LABEL, width)).toBe(text);
});

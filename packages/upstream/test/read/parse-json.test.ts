import fc from "fast-check";
import { expect, test } from "vitest";
import { parsePythonJson } from "../../src/read/parse-json.ts";

test("bare NaN and infinities are no numbers", () => {
  expect(parsePythonJson('{"a": NaN, "b": [Infinity, -Infinity, -1], "c": {"d":NaN}}')).toEqual({
    a: null,
    b: [null, null, -1],
    c: { d: null },
  });
});

test("strings that hold these words stay as they are, also behind escapes", () => {
  const text = String.raw`{"NaN": "Infinity is NaN", "quoted": "say \"NaN\", \\", "x": NaN}`;
  expect(parsePythonJson(text)).toEqual({ NaN: "Infinity is NaN", quoted: 'say "NaN", \\', x: null });
});

test("whatever JSON there is, NaN beside it changes nothing of it", () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.string(), (value, text) => {
      const beside = `[${JSON.stringify(value)}, NaN, ${JSON.stringify(`${text}NaN`)}]`;
      expect(parsePythonJson(beside)).toEqual([JSON.parse(JSON.stringify(value)), null, `${text}NaN`]);
    }),
  );
});

test.for(['{"a": ', '{"a": "NaN', "NaNs", "[NaN,]", "", "{'a': NaN}"])("%j is no JSON", (text) => {
  expect(() => parsePythonJson(text)).toThrow(SyntaxError);
});

test("a string of megabytes does not end it", () => {
  const text = "\\n".repeat(2_000_000);
  expect(parsePythonJson(`{"a": NaN, "b": "${text}"}`)).toEqual({ a: null, b: "\n".repeat(2_000_000) });
});

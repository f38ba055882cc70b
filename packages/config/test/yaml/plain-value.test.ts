import { expect, test } from "vitest";
import { parseYaml } from "../../src/yaml/parse.ts";
import { plainValue } from "../../src/yaml/plain-value.ts";

function plain(text: string): unknown {
  return plainValue(parseYaml(text, "x.yaml"), () => {}).value;
}

test("values are those of YAML 1.2: yes is a text, 010 is ten, and keys are texts", () => {
  expect(JSON.parse(JSON.stringify(plain("a: yes\nb: 010\nc: True\n1: ~\nnull: x\n")))).toEqual({
    a: "yes",
    b: 10,
    c: true,
    1: null,
    null: "x",
  });
});

test("an alias is the last anchor before it, also where its mapping is used again", () => {
  const text = "a: &x 1\nb: &m { c: *x }\nd: &x 2\ne: *x\nf: *m\n";
  expect(JSON.parse(JSON.stringify(plain(text)))).toEqual({ a: 1, b: { c: 1 }, d: 2, e: 2, f: { c: 1 } });
});

const bomb = `a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n${Array.from({ length: 12 }, (_, i) => `a${i + 1}: &a${i + 1} [${Array.from({ length: 10 }, () => `*a${i}`).join(", ")}]`).join("\n")}\n`;

test.each([
  ["aliases of aliases", bomb],
  ["a list that holds itself", "a: &a [1, *a]\n"],
  ["a mapping that holds itself", "a: &a { b: *a }\n"],
  ["deep brackets", "[".repeat(50_000)],
  ["deep closed brackets", `${"[".repeat(500)}${"]".repeat(500)}`],
  ["deep mappings", Array.from({ length: 2000 }, (_, i) => `${" ".repeat(i)}a:`).join("\n")],
  ["very many values", `[${"1,".repeat(100_001)}]`],
])("%s end in an error, not in memory", (_what, text) => {
  expect(() => plain(text)).toThrow(expect.objectContaining({ code: "CONFIG_TOO_LARGE" }));
});

test("a repeated key is told with both places", () => {
  const told: unknown[] = [];
  plainValue(parseYaml("a: 1\nb: { a: 1, a: 2 }\n", "x.yaml"), (key, at, first) => told.push([key, at.col, first.col]));
  expect(told).toEqual([["a", 12, 6]]);
});

import { expect, test } from "vitest";
import { quotePath } from "../../src/git/quote-path.ts";

test.each([
  ["a/b c.txt", '"a/b c.txt"'],
  ['say "x"\\y', '"say \\"x\\"\\\\y"'],
  ["line\nbreak\t", '"line\\012break\\011"'],
  ["ü", '"\\303\\274"'],
  ["-leading", '"-leading"'],
])("%j", (path, quoted) => {
  expect(quotePath(Buffer.from(path))).toBe(quoted);
});

test("bytes that are no UTF-8 stay what they are", () => {
  expect(quotePath(Buffer.from([0xff, 0x00, 0x7f]))).toBe('"\\377\\000\\177"');
});

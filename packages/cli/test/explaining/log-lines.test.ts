import { expect, test } from "vitest";
import { logLines } from "../../src/explaining/log-lines.ts";

const numbered = (count: number): string => Array.from({ length: count }, (_, i) => `line ${i + 1}\n`).join("");

test("a short log is whole, a long one shows its head and its tail", () => {
  expect(logLines(numbered(16), 80)).toHaveLength(16);
  const long = logLines(numbered(40), 80);
  expect(long.slice(4, 7)).toEqual(["| line 5", "  ... 25 lines ...", "| line 31"]);
  expect(long.at(-1)).toBe("| line 40");
});

test("a line never leaves its line or its width", () => {
  expect(logLines("\u001b[31mred\rover\n", 10)).toEqual(["| [31mred…"]);
});

test("there may be no log, or none that can be read", () => {
  expect(logLines(undefined, 80)).toEqual([]);
  expect(logLines(null, 80)).toEqual(["(its log can't be read)"]);
});

import fc from "fast-check";
import { expect, test } from "vitest";
import { lastLine } from "../../src/stream/last-line.ts";

function lastOf(chunks: readonly (string | Uint8Array)[], limit?: number): string | null {
  const line = lastLine(limit);
  for (const chunk of chunks) line.push(Buffer.from(chunk as string));
  return line.end();
}

test.each([
  ["a\nb\n", "b"],
  ["a\nb", "b"],
  ["a\r\nb\r\n", "b"],
  ["a\n\n  \n\t\r\n", "a"],
  ["a", "a"],
  ["", null],
  ["\n\n \n", null],
])("the last line of %j is %j", (text, expected) => {
  expect(lastOf([text])).toBe(expected);
});

test("lines and characters may be cut anywhere", () => {
  const bytes = Buffer.from('first\n{"größe":"🦑"}\n\n');
  for (let size = 1; size <= bytes.length; size++) {
    const chunks = [];
    for (let at = 0; at < bytes.length; at += size) chunks.push(bytes.subarray(at, at + size));
    expect(lastOf(chunks)).toBe('{"größe":"🦑"}');
  }
});

test("a last line that is too long, or no text, says nothing, also where an earlier one did", () => {
  expect(lastOf(["short\n", "x".repeat(11)], 10)).toBeNull();
  expect(lastOf(["short\n", "x".repeat(6), "x".repeat(6), "\n"], 10)).toBeNull();
  expect(lastOf(["x".repeat(11), "\nshort\n"], 10)).toBe("short");
  expect(lastOf(["x".repeat(10)], 10)).toBe("x".repeat(10));
  expect(lastOf(["text\n", Uint8Array.of(0xff, 0xfe)])).toBeNull();
});

test("any text in any pieces has the last line that splitting it finds", () => {
  const text = fc.array(fc.constantFrom("a", "é", "🦑", "\n", " ", "\r\n")).map((parts) => parts.join(""));
  fc.assert(
    fc.property(text, fc.array(fc.integer({ min: 1, max: 5 })), (whole, sizes) => {
      const bytes = Buffer.from(whole);
      const chunks: Uint8Array[] = [];
      let at = 0;
      for (const size of sizes) {
        chunks.push(bytes.subarray(at, at + size));
        at += size;
      }
      chunks.push(bytes.subarray(at));
      const expected = whole
        .split("\n")
        .map((line) => line.trim())
        .findLast((line) => line !== "");
      expect(lastOf(chunks)).toBe(expected ?? null);
    }),
  );
});

test("a flood without a newline, or of nothing but newlines, is read in bounded memory", () => {
  const line = lastLine();
  const chunk = Buffer.alloc(64 * 1024, "x");
  const newlines = Buffer.alloc(64 * 1024, "\n");
  const before = process.memoryUsage().arrayBuffers;
  for (let i = 0; i < 512; i++) line.push(chunk);
  for (let i = 0; i < 512; i++) line.push(newlines);
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(8 * 1024 * 1024);
  line.push(Buffer.from("end\n"));
  expect(line.end()).toBe("end");
});

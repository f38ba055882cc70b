import { expect, test } from "vitest";
import { region } from "../../src/progress/region.ts";

/** A stream that keeps what is written; its width can be changed. */
function stream(columns: number): { columns: number; written: string[]; write: (text: string) => boolean } {
  const written: string[] = [];
  return { columns, written, write: (text) => written.push(text) > 0 };
}

const UP = (rows: number): string => `\u001b[${rows}A\r\u001b[0J`;

test("each drawing erases the one before, in one write", () => {
  const to = stream(80);
  const drawn = region(to);
  drawn.draw(["one", "two"]);
  drawn.draw(["three"]);
  drawn.clear();
  expect(to.written).toEqual(["one\ntwo\n", `${UP(2)}three\n`, UP(1)]);
});

test("what is printed goes above the lines, which stay", () => {
  const to = stream(80);
  const drawn = region(to);
  drawn.print("first");
  drawn.draw(["live"]);
  drawn.print("second");
  expect(to.written).toEqual(["first\n", "live\n", `${UP(1)}second\nlive\n`]);
});

test("a terminal that became narrower has wrapped the lines: they are erased with their wraps", () => {
  const to = stream(80);
  const drawn = region(to);
  drawn.draw([`\u001b[32m${"x".repeat(70)}\u001b[39m`, ""]);
  to.columns = 30;
  drawn.clear();
  expect(to.written.at(-1)).toBe(UP(4));
});

test("what was cleared is not erased again", () => {
  const to = stream(80);
  const drawn = region(to);
  drawn.draw(["live"]);
  drawn.clear();
  drawn.clear();
  expect(to.written.at(-1)).toBe("");
});

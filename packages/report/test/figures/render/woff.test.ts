import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { expect, test } from "vitest";
import { trueTypeOf } from "../../../src/figures/render/woff.ts";

const path = createRequire(import.meta.url).resolve(
  "@fontsource/source-sans-3/files/source-sans-3-latin-400-normal.woff",
);

test("every table comes out with the sum that the font gives it", () => {
  const font = trueTypeOf(readFileSync(path));
  expect(font.readUInt32BE(0)).toBe(0x00010000);
  const tables = Array.from({ length: font.readUInt16BE(4) }, (_, i) => 12 + 16 * i).map((at) => ({
    tag: font.toString("latin1", at, at + 4),
    sum: font.readUInt32BE(at + 4),
    offset: font.readUInt32BE(at + 8),
    length: font.readUInt32BE(at + 12),
  }));
  expect(tables.map(({ tag }) => tag)).toEqual(expect.arrayContaining(["cmap", "glyf", "head", "hmtx", "name"]));
  for (const { tag, sum, offset, length } of tables.filter((table) => table.tag !== "head")) {
    const bytes = Buffer.concat([font.subarray(offset, offset + length), Buffer.alloc(3)]);
    let total = 0;
    for (let at = 0; at < length; at += 4) total = (total + bytes.readUInt32BE(at)) >>> 0;
    expect(total, tag).toBe(sum);
  }
});

test("what is no WOFF font is refused", () => {
  expect(() => trueTypeOf(Buffer.from("wOF2aaaaaaaa"))).toThrow(RangeError);
});

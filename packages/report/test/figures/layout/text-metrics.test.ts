import fc from "fast-check";
import { expect, test } from "vitest";
import { fit, fitNamed, measure, wrap } from "../../../src/figures/layout/text-metrics.ts";
import { trueTypeFonts } from "../../../src/figures/render/fonts.ts";

const text = fc.string({ unit: "grapheme", maxLength: 80 });

test("the advances kept here are those of the font", async () => {
  const [regular, bold] = await trueTypeFonts();
  for (const [font, weight] of [
    [regular, "normal"],
    [bold, "bold"],
  ] as const) {
    if (!font) throw new Error("no font");
    const known = Array.from({ length: 95 }, (_, i) => Math.round(measure(String.fromCharCode(32 + i), 1000, weight)));
    expect(known).toEqual(Array.from({ length: 95 }, (_, i) => advance(font, 32 + i)));
  }
});

test("a text that is fitted never takes more than its room", () => {
  fc.assert(
    fc.property(text, fc.integer({ min: 10, max: 300 }), (given, room) => {
      expect(measure(fit(given, room, 11), 11)).toBeLessThanOrEqual(room);
      for (const line of wrap(given, room, 11)) expect(measure(line, 11)).toBeLessThanOrEqual(room);
    }),
    { numRuns: 200 },
  );
});

test("a title gives way before its key", () => {
  expect(fitNamed({ title: "word ".repeat(40), key: "T0/01-rule" }, 200, 11)).toMatch(/^word .*… \(T0\/01-rule\)$/);
  expect(fitNamed({ title: "A rule", key: "T0/01-rule" }, 200, 11)).toBe("A rule (T0/01-rule)");
});

test("control characters, marks that reorder, and what XML can't hold are gone", () => {
  expect(fit("a\u0000b\u202Ec\u001B[31md\uFFFEe\uD800f\nx", 500, 11)).toBe("a bc [31mde\uFFFDf x");
});

/** Of a character, in thousandths of an em: `cmap` format 4 and `hmtx`. */
function advance(font: Buffer, code: number): number {
  const tables = new Map(
    Array.from({ length: font.readUInt16BE(4) }, (_, i) => 12 + 16 * i).map((at) => [
      font.toString("latin1", at, at + 4),
      font.readUInt32BE(at + 8),
    ]),
  );
  const at = (table: string): number => tables.get(table) ?? Number.NaN;
  const maps = Array.from(
    { length: font.readUInt16BE(at("cmap") + 2) },
    (_, i) => at("cmap") + font.readUInt32BE(at("cmap") + 8 + 8 * i),
  );
  const map = maps.find((one) => font.readUInt16BE(one) === 4) ?? Number.NaN;
  const doubled = font.readUInt16BE(map + 6);
  const segment =
    Array.from({ length: doubled / 2 }, (_, i) => 2 * i).find((i) => code <= font.readUInt16BE(map + 14 + i)) ?? 0;
  const field = (n: number): number => map + 16 + n * doubled + segment;
  const offset = font.readUInt16BE(field(3));
  const delta = font.readUInt16BE(field(2));
  const start = font.readUInt16BE(field(1));
  const glyph = offset === 0 ? code + delta : font.readUInt16BE(field(3) + offset + 2 * (code - start)) + delta;
  const last = font.readUInt16BE(at("hhea") + 34) - 1;
  const width = font.readUInt16BE(at("hmtx") + 4 * Math.min(glyph & 0xffff, last));
  return Math.round((1000 * width) / font.readUInt16BE(at("head") + 18));
}

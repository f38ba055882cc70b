import { inflateSync } from "node:zlib";

const HEADER = 44;
const ENTRY = 20;

/**
 * A WOFF 1.0 font as the TrueType font that it was made of: the same tables, unpacked. https://www.w3.org/TR/WOFF/
 * @throws {RangeError} for what is no such font.
 */
export function trueTypeOf(woff: Buffer): Buffer {
  if (woff.toString("latin1", 0, 4) !== "wOFF") throw new RangeError("not a WOFF font");
  const count = woff.readUInt16BE(12);
  const directory = Buffer.alloc(12 + 16 * count);
  woff.copy(directory, 0, 4, 8);
  const power = Math.floor(Math.log2(count));
  const search = 16 * 2 ** power;
  for (const [i, value] of [count, search, power, 16 * count - search].entries())
    directory.writeUInt16BE(value, 4 + 2 * i);
  const tables: Buffer[] = [];
  let offset = directory.length;
  for (let i = 0; i < count; i++) {
    const entry = HEADER + ENTRY * i;
    const table = unpacked(woff, entry);
    const at = 12 + 16 * i;
    woff.copy(directory, at, entry, entry + 4);
    woff.copy(directory, at + 4, entry + 16, entry + 20);
    directory.writeUInt32BE(offset, at + 8);
    directory.writeUInt32BE(table.length, at + 12);
    const padding = (4 - (table.length % 4)) % 4;
    tables.push(table, Buffer.alloc(padding));
    offset += table.length + padding;
  }
  return Buffer.concat([directory, ...tables]);
}

function unpacked(woff: Buffer, entry: number): Buffer {
  const [offset, packedLength, length] = [4, 8, 12].map((at) => woff.readUInt32BE(entry + at));
  const packed = woff.subarray(offset, (offset ?? 0) + (packedLength ?? 0));
  return (packedLength ?? 0) < (length ?? 0) ? inflateSync(packed) : packed;
}

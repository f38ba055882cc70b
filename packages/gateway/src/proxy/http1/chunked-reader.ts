import type { BodyReader } from "./body-reader.ts";
import { malformed } from "./response-head.ts";

const SIZE_LINE = /^([0-9a-fA-F]{1,12})[\t ]*(?:;[^\r\n]*)?\r$/;
/** Of a line with a size, and of all trailers together. */
const MAX_LINE = 16 * 1024;
const [LF, CR] = [10, 13];

/** Values of hexadecimal digits by their byte; -1: none. */
const HEX = new Int8Array(256).fill(-1);
for (let digit = 0; digit < 16; digit++) {
  HEX[digit.toString(16).charCodeAt(0)] = digit;
  HEX[digit.toString(16).toUpperCase().charCodeAt(0)] = digit;
}

/**
 * Reads chunks wherever the network cuts them. All that came at once is given as one: the contents are moved together within the bytes
 * that they came in, since a view of each costs more than its few bytes.
 */
export function chunkedReader(): BodyReader {
  let state: "size" | "data" | "end-of-data" | "trailers" | "done" = "size";
  let left = 0;
  let line = "";
  let trailers = 0;
  let isOverrun = false;

  const lineEnds = (): void => {
    if (state === "size") {
      const size = SIZE_LINE.exec(line)?.[1];
      if (size === undefined) throw malformed("a chunk without a size");
      left = Number.parseInt(size, 16);
      state = left === 0 ? "trailers" : "data";
    } else if (state === "end-of-data") {
      if (line !== "\r") throw malformed("a chunk that is longer than its size");
      state = "size";
    } else {
      trailers += line.length;
      if (trailers > MAX_LINE) throw malformed("trailers without an end");
      if (line === "\r") state = "done";
    }
    line = "";
  };
  /** How much of the bytes at hand is content already, moved to their beginning. */
  let taken = 0;
  const take = (bytes: Buffer, from: number, to: number): void => {
    bytes.copyWithin(taken, from, to);
    taken += to - from;
  };
  /** Most chunks are whole, with a bare size and data that ends where it should. @returns where they end, or `from`. */
  const wholeChunk = (bytes: Buffer, from: number): number => {
    let at = from;
    let size = 0;
    for (let digit = HEX[bytes[at] ?? 0] ?? -1; digit >= 0 && at - from < 8; digit = HEX[bytes[++at] ?? 0] ?? -1)
      size = size * 16 + digit;
    const end = at + 2 + size;
    const isWhole = size > 0 && bytes[at] === CR && bytes[at + 1] === LF && bytes[end] === CR && bytes[end + 1] === LF;
    if (!isWhole) return from;
    take(bytes, at + 2, end);
    return end + 2;
  };
  /** @returns where the line ends, or the bytes do. */
  const readLine = (bytes: Buffer, from: number): number => {
    const end = bytes.indexOf(LF, from);
    line += bytes.toString("latin1", from, end < 0 ? bytes.length : end);
    if (line.length > MAX_LINE) throw malformed("a chunk without a size");
    if (end < 0) return bytes.length;
    lineEnds();
    return end + 1;
  };

  return {
    untilClose: false,
    state: () => (state === "done" ? (isOverrun ? "overrun" : "done") : "open"),
    push: (bytes) => {
      let at = 0;
      taken = 0;
      while (at < bytes.length) {
        if (state === "done") {
          isOverrun = true;
          break;
        }
        if (state === "data") {
          const end = Math.min(at + left, bytes.length);
          take(bytes, at, end);
          left -= end - at;
          at = end;
          if (left === 0) state = "end-of-data";
        } else {
          const from = at;
          if (state === "size" && line === "") at = wholeChunk(bytes, at);
          if (at === from) at = readLine(bytes, at);
        }
      }
      return taken === 0 ? null : Buffer.from(bytes.subarray(0, taken));
    },
  };
}

import { crc32 } from "node:zlib";
import { parseJson } from "../read-json.ts";

/** A message of `application/vnd.amazon.eventstream`. Its headers are texts; others are passed over. */
export interface Frame {
  readonly headers: Readonly<Record<string, string>>;
  readonly payload: Buffer;
}

export const FRAMES_TYPE = /^application\/vnd\.amazon\.eventstream\b/i;

/** Lengths of the message and of its headers, and a sum over both; another sum ends the message. */
const PRELUDE = 12;
const SUM = 4;
/** No service sends a larger one: it is a length that was damaged. */
const MAX_FRAME_BYTES = 32 * 1024 * 1024;

/** Bytes that each type of a header's value takes; a negative one says how many bytes hold its length. */
const VALUE_BYTES: Readonly<Record<number, number>> = {
  0: 0,
  1: 0,
  2: 1,
  3: 2,
  4: 4,
  5: 8,
  6: -2,
  7: -2,
  8: 8,
  9: 16,
};
const TEXT = 7;

/** What the bytes hold: whole frames, and where the rest begins. */
export interface Framed {
  readonly frames: readonly Frame[];
  readonly end: number;
  /** Why nothing can be made of the rest; null: it may be the beginning of a frame. */
  readonly damage: string | null;
}

export function readFrames(bytes: Buffer): Framed {
  const frames: Frame[] = [];
  let at = 0;
  try {
    while (bytes.length - at >= PRELUDE) {
      const size = frameSize(bytes, at);
      if (bytes.length - at < size) break;
      frames.push(readFrame(bytes.subarray(at, at + size)));
      at += size;
    }
  } catch (error) {
    return { frames, end: at, damage: (error as Error).message };
  }
  return { frames, end: at, damage: null };
}

function frameSize(bytes: Buffer, at: number): number {
  if (crc32(bytes.subarray(at, at + 8)) !== bytes.readUInt32BE(at + 8))
    throw new Error("the sum of a prelude is wrong");
  const size = bytes.readUInt32BE(at);
  const headers = bytes.readUInt32BE(at + 4);
  if (size < PRELUDE + headers + SUM || size > MAX_FRAME_BYTES) throw new Error(`a frame can't have ${size} bytes`);
  return size;
}

function readFrame(frame: Buffer): Frame {
  const content = frame.length - SUM;
  if (crc32(frame.subarray(0, content)) !== frame.readUInt32BE(content)) throw new Error("the sum of a frame is wrong");
  const from = PRELUDE + frame.readUInt32BE(4);
  return { headers: readHeaders(frame.subarray(PRELUDE, from)), payload: frame.subarray(from, content) };
}

function readHeaders(bytes: Buffer): Frame["headers"] {
  const headers: Record<string, string> = {};
  let at = 0;
  while (at < bytes.length) {
    const name = bytes.toString("utf8", at + 1, at + 1 + bytes.readUInt8(at));
    at += 1 + bytes.readUInt8(at);
    const type = bytes.readUInt8(at);
    const size = VALUE_BYTES[type];
    if (size === undefined) throw new Error(`a header of type ${type}`);
    const from = at + 1 + (size < 0 ? 2 : 0);
    const to = from + (size < 0 ? bytes.readUInt16BE(at + 1) : size);
    if (to > bytes.length) throw new Error("a header that does not end");
    if (type === TEXT) headers[name] = bytes.toString("utf8", from, to);
    at = to;
  }
  return headers;
}

/** A message whose headers are all texts. */
export function writeFrame({ headers, payload }: Frame): Buffer {
  const head = Buffer.concat(Object.entries(headers).map(([name, value]) => writeHeader(name, value)));
  const frame = Buffer.alloc(PRELUDE + head.length + payload.length + SUM);
  frame.writeUInt32BE(frame.length, 0);
  frame.writeUInt32BE(head.length, 4);
  frame.writeUInt32BE(crc32(frame.subarray(0, 8)), 8);
  head.copy(frame, PRELUDE);
  payload.copy(frame, PRELUDE + head.length);
  frame.writeUInt32BE(crc32(frame.subarray(0, -SUM)), frame.length - SUM);
  return frame;
}

function writeHeader(name: string, value: string): Buffer {
  const bytes = Buffer.from(value);
  const size = Buffer.alloc(2);
  size.writeUInt16BE(bytes.length);
  return Buffer.concat([Buffer.from([Buffer.byteLength(name)]), Buffer.from(name), Buffer.from([TEXT]), size, bytes]);
}

/** What is wrong in the service's words where the frame says so; null for an event. */
export function exceptionOf({ headers, payload }: Frame): { readonly type: string; readonly payload: unknown } | null {
  const kind = headers[":message-type"];
  if (kind !== "exception" && kind !== "error") return null;
  const type = headers[":exception-type"] ?? headers[":error-code"] ?? "unknown";
  const said = parseJson(payload.toString("utf8"));
  return { type, payload: said ?? { message: headers[":error-message"] ?? null } };
}

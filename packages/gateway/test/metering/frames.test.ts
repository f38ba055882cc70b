import { expect, test } from "vitest";
import { exceptionOf, readFrames, writeFrame } from "../../src/metering/frames.ts";
import { exception, named } from "../support/frames.ts";

const bytes = (hex: string): Buffer => Buffer.from(hex.replaceAll(" ", ""), "hex");

/** From the test vectors that Amazon publishes with its own libraries. */
const EMPTY = bytes("00000010 00000000 05c248eb 7d98c8ff");
const NO_HEADERS = bytes("0000001d 00000000 fd528c5a 7b27666f6f273a27626172277d c3653936");
const ONE_HEADER = bytes(
  "0000003d 00000020 07fd8396 0c 636f6e74656e742d74797065 07 0010 6170706c69636174696f6e2f6a736f6e 7b27666f6f273a27626172277d 8d9c08b1",
);

test("Amazon's own examples are read, and written to the same bytes", () => {
  const { frames, end } = readFrames(Buffer.concat([EMPTY, NO_HEADERS, ONE_HEADER]));
  expect(frames.map(({ headers, payload }) => [headers, payload.toString()])).toEqual([
    [{}, ""],
    [{}, "{'foo':'bar'}"],
    [{ "content-type": "application/json" }, "{'foo':'bar'}"],
  ]);
  expect(end).toBe(EMPTY.length + NO_HEADERS.length + ONE_HEADER.length);
  expect(frames.map(writeFrame)).toEqual([EMPTY, NO_HEADERS, ONE_HEADER]);
});

test("a frame that has not come whole waits where it begins", () => {
  for (let cut = 0; cut < ONE_HEADER.length; cut++) {
    expect(readFrames(Buffer.concat([EMPTY, ONE_HEADER.subarray(0, cut)]))).toMatchObject({
      end: EMPTY.length,
      damage: null,
    });
  }
});

test("any bit that is wrong is seen", () => {
  for (let at = 0; at < ONE_HEADER.length; at++) {
    const damaged = Buffer.from(ONE_HEADER);
    damaged[at] = (damaged[at] ?? 0) ^ 1;
    expect(readFrames(damaged), `byte ${at}`).toMatchObject({ frames: [], damage: expect.any(String) });
  }
});

test("headers that are no texts are passed over, and those that go beyond their frame refused", () => {
  const { frames } = readFrames(withHeaders(bytes("0161 00 0162 04 00000001 0163 06 0002 ffff 0164 07 0001 78")));
  expect(frames.map(({ headers }) => headers)).toEqual([{ d: "x" }]);
  for (const hex of ["0161 07 00ff 78", "0161 0a", "ff61", "0161"]) {
    expect(readFrames(withHeaders(bytes(hex))), hex).toMatchObject({ frames: [], damage: expect.any(String) });
  }
});

/** A sound frame around headers of any bytes. */
function withHeaders(headers: Buffer): Buffer {
  const text = headers.toString("latin1");
  const frame = writeFrame({ headers: {}, payload: Buffer.from(text, "latin1") });
  frame.writeUInt32BE(headers.length, 4);
  return resummed(frame);
}

function resummed(frame: Buffer): Buffer {
  const { crc32 } = process.getBuiltinModule("node:zlib");
  frame.writeUInt32BE(crc32(frame.subarray(0, 8)), 8);
  frame.writeUInt32BE(crc32(frame.subarray(0, -4)), frame.length - 4);
  return frame;
}

test("exceptions are told from events, also those that stand in headers alone", () => {
  const [event, thrown] = readFrames(
    Buffer.concat([named("chunk", {}), exception("throttlingException", "Slow")]),
  ).frames;
  expect(event && exceptionOf(event)).toBeNull();
  expect(thrown && exceptionOf(thrown)).toEqual({ type: "throttlingException", payload: { message: "Slow" } });
  const headers = { ":message-type": "error", ":error-code": "InternalError", ":error-message": "Broken" };
  expect(exceptionOf({ headers, payload: Buffer.alloc(0) })).toEqual({
    type: "InternalError",
    payload: { message: "Broken" },
  });
});

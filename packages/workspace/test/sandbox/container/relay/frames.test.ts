import fc from "fast-check";
import { expect, test } from "vitest";
import { type Frame, frameBytes, frameReader, LONGEST } from "../../../../src/sandbox/container/relay/frames.ts";

const frames = fc.array(
  fc.record({
    kind: fc.constantFrom<Frame["kind"]>("ready", "failed", "open", "data", "end", "reset", "credit"),
    id: fc.nat(0xff_ff_ff_ff),
    bytes: fc.uint8Array({ maxLength: 40 }).map((bytes) => Buffer.from(bytes)),
  }),
);

function readIn(chunks: readonly Buffer[]): Frame[] {
  const read: Frame[] = [];
  const take = frameReader((frame) => read.push(frame));
  for (const chunk of chunks) take(chunk);
  return read;
}

test("frames come out as they went in, wherever they were cut", () => {
  fc.assert(
    fc.property(frames, fc.array(fc.nat()), (sent, cuts) => {
      const bytes = Buffer.concat(sent.map(frameBytes));
      const places = [0, ...cuts.map((cut) => cut % (bytes.length + 1)).sort((a, b) => a - b), bytes.length];
      const chunks = places.slice(1).map((end, index) => bytes.subarray(places[index], end));
      expect(readIn(chunks)).toEqual(sent);
    }),
  );
});

test("the longest frame passes, and what could never be a frame is refused before it is waited for", () => {
  const longest: Frame = { kind: "data", id: 1, bytes: Buffer.alloc(LONGEST, 7) };
  expect(readIn([frameBytes(longest)])).toEqual([longest]);
  expect(() => readIn([Buffer.from([0, 0, 0, 1, 3, 1, 0, 0])])).toThrow("no frame");
  expect(() => readIn([Buffer.from([0, 0, 0, 1, 7, 0, 0, 0])])).toThrow("no frame");
});

import { expect, test } from "vitest";
import { frameScanner } from "../../src/metering/frame-scanner.ts";
import { exceptionOf } from "../../src/metering/frames.ts";
import { exception, named } from "../support/frames.ts";

/** What a scanner tells of bytes that come in pieces of a size. */
function scanned(bytes: Buffer, size: number, all = true) {
  const told: string[] = [];
  const scanner = frameScanner({
    all: () => all,
    dull: [Buffer.from("dull")],
    onFrame: (frame) => told.push(frame.headers[":event-type"] ?? exceptionOf(frame)?.type ?? ""),
    onDamage: () => told.push("damage"),
  });
  for (let at = 0; at < bytes.length; at += size) scanner.push(bytes.subarray(at, at + size));
  scanner.end();
  return told;
}

const STREAM = Buffer.concat([
  named("first", { text: "é".repeat(200) }),
  named("dull", {}),
  named("second", { text: "dull" }),
  named("third", {}),
  exception("modelTimeoutException", "dull"),
]);

test.each([1, 2, 7, 15, 16, 17, 100, 1_000_000])("frames are found in pieces of %d bytes", (size) => {
  expect(scanned(STREAM, size)).toEqual(["first", "dull", "second", "third", "modelTimeoutException"]);
});

test("frames of no interest are passed over, by a name or a text in them, and exceptions never are", () => {
  expect(scanned(STREAM, 50, false)).toEqual(["first", "third", "modelTimeoutException"]);
});

test("what comes before damage is told, and nothing after it", () => {
  const damaged = Buffer.from(STREAM);
  damaged.write("X", STREAM.length - 8);
  expect(scanned(Buffer.concat([damaged, named("later", {})]), 64)).toEqual([
    "first",
    "dull",
    "second",
    "third",
    "damage",
  ]);
});

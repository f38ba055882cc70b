import { Readable } from "node:stream";
import { expect, test } from "vitest";
import { lateBrake } from "../../src/proxy/late-brake.ts";

const turn = () => new Promise((resolve) => setImmediate(resolve));

function source() {
  const stream = new Readable({ read: () => {} });
  const came: string[] = [];
  const brake = lateBrake(stream);
  stream.on("data", (piece: Buffer) => {
    came.push(piece.toString());
    brake.pause();
  });
  const push = (...pieces: readonly string[]): void => {
    for (const piece of pieces) stream.push(piece);
  };
  return { stream, came, brake, push };
}

test("what was read together comes together, and only then it stops", async () => {
  const { came, brake, push } = source();
  push("a", "b", "c");
  await turn();
  await turn();
  expect(came.join("")).toBe("abc");
  push("d");
  await turn();
  expect(came.join("")).toBe("abc");
  brake.resume();
  await turn();
  expect(came.join("")).toBe("abcd");
});

test("one that is resumed in the same turn never stops", async () => {
  const { stream, brake, push } = source();
  push("a");
  await new Promise<void>((resolve) => process.nextTick(resolve));
  brake.pause();
  brake.resume();
  await turn();
  expect(stream.isPaused()).toBe(false);
});

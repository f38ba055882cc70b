import type { Chooser } from "../chooser.ts";

/** Between one and four changes of bytes: flipped bits, other values, gaps, repetitions, an early end. Never the same bytes. */
export function mutateBytes(choose: Chooser, bytes: Uint8Array): Buffer {
  let mutated: Buffer = Buffer.from(bytes);
  for (let left = 1 + choose.below(4); left > 0; left--) mutated = mutateOnce(choose, mutated);
  return mutated.equals(bytes) ? Buffer.concat([mutated, Buffer.from([0])]) : mutated;
}

function mutateOnce(choose: Chooser, bytes: Buffer): Buffer {
  const at = choose.below(bytes.length + 1);
  const length = 1 + choose.below(choose.chance(0.5) ? 8 : 4096);
  const around = (middle: Uint8Array, skip: number): Buffer =>
    Buffer.concat([bytes.subarray(0, at), middle, bytes.subarray(at + skip)]);
  switch (choose.below(6)) {
    case 0:
      return around(Buffer.from([(bytes[at] ?? 0) ^ (1 << choose.below(8))]), 1);
    case 1:
      return around(Buffer.alloc(length, choose.below(256)), length);
    case 2:
      return around(Buffer.alloc(0), length);
    case 3:
      return around(bytes.subarray(at, at + length), 0);
    case 4:
      return bytes.subarray(0, at);
    default:
      return around(Buffer.from(Array.from({ length: 4 }, () => choose.pick([0, 1, 127, 128, 255]))), 4);
  }
}

import type { EventScanner } from "./event-scanner.ts";
import { exceptionOf, type Frame, readFrames } from "./frames.ts";

export interface FrameInterest {
  /** Every frame is of interest until this is false. */
  readonly all: () => boolean;
  /** Afterwards those that hold none of these. */
  readonly dull: readonly Buffer[];
  readonly onFrame: (frame: Frame) => void;
  /** Of what came before it everything has been told; what comes after can't be read. */
  readonly onDamage: (why: string) => void;
}

/** Finds frames in a binary stream, wherever the network cuts them. */
export function frameScanner({ all, dull, onFrame, onDamage }: FrameInterest): EventScanner {
  let open: Buffer = Buffer.alloc(0);
  let isDamaged = false;

  const isOfInterest = (frame: Frame): boolean =>
    all() ||
    exceptionOf(frame) !== null ||
    !dull.some(
      (text) => frame.payload.includes(text) || Object.values(frame.headers).includes(text.toString("latin1")),
    );

  return {
    push: (chunk) => {
      if (isDamaged) return;
      const bytes = open.length === 0 ? chunk : Buffer.concat([open, chunk]);
      const { frames, end, damage } = readFrames(bytes);
      open = bytes.subarray(end);
      for (const frame of frames) if (isOfInterest(frame)) onFrame(frame);
      isDamaged = damage !== null;
      if (damage !== null) onDamage(damage);
    },
    end: () => {},
  };
}

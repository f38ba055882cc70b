import type { ServerResponse } from "node:http";
import type { Answer } from "./ask.ts";
import { chunkWriter } from "./chunk-writer.ts";
import type { Pacer, Turn } from "./pacer.ts";

export type PumpEnd = "complete" | "cut" | "timeout" | "client-abort";

/**
 * Passes an answer on, each piece as it comes and no faster than the agent takes it. Where many streams are open, pieces that come
 * shortly after another are passed on together; what comes after a silence never waits. An agent that goes away ends the provider's
 * work; a provider that breaks off is seen as that by the agent too, never as a clean end.
 */
export function pump(
  source: Pick<Answer, "body" | "brake">,
  to: ServerResponse,
  pace: Pacer,
  onChunk: (chunk: Buffer) => void,
): Promise<PumpEnd> {
  const { promise, resolve } = Promise.withResolvers<PumpEnd>();
  const leave = pace.join();
  const { body: from } = source;
  const flow = flowControl(source, to, pace, onChunk);
  const end = (how: PumpEnd): void => {
    leave();
    flow.stop();
    resolve(how);
  };
  from.on("data", flow.pass);
  from.on("end", () => {
    flow.stop();
    to.end(() => end("complete"));
  });
  from.on("error", (error: NodeJS.ErrnoException) => {
    end(error.code === "ETIMEDOUT" ? "timeout" : "cut");
    to.destroy();
  });
  const gone = (): void => {
    end("client-abort");
    from.destroy();
  };
  to.on("error", () => from.destroy());
  to.on("close", gone);
  if (to.destroyed) gone();
  return promise;
}

interface Flow {
  pass(chunk: Buffer): void;
  stop(): void;
}

function flowControl(
  { brake }: Pick<Answer, "brake">,
  to: ServerResponse,
  pace: Pacer,
  onChunk: (chunk: Buffer) => void,
): Flow {
  const out = chunkWriter(to);
  /** What came in this turn of the event loop: one write costs a tenth of ten. */
  let together: Buffer[] = [];
  let isResting = false;

  const write = (pieces: readonly Buffer[]): boolean => {
    const { frame, content } = out.framed(pieces);
    onChunk(content);
    return to.destroyed || out.write(frame);
  };
  const resume = (): void => {
    isResting = false;
    if (!out.isFull()) brake.resume();
  };
  const writeTogether = (): void => {
    const pieces = together;
    together = [];
    if (pieces.length > 0) write(pieces);
  };
  const turn: Turn = { write: writeTogether, resume };
  const unwatch = out.onDrain(() => {
    if (!isResting) resume();
  });

  return {
    pass: (chunk) => {
      if (!isResting && pace.pauseMs() === 0) {
        if (!write([chunk])) brake.pause();
        return;
      }
      together.push(chunk);
      isResting = true;
      // What comes now waits in the system's own buffer.
      brake.pause();
      pace.rest(turn);
    },
    stop: () => {
      pace.forget(turn);
      writeTogether();
      unwatch();
    },
  };
}

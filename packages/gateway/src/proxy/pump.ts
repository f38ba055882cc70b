import { IncomingMessage, type ServerResponse } from "node:http";
import type { Readable } from "node:stream";
import type { Pacer } from "./pacer.ts";

export type PumpEnd = "complete" | "cut" | "timeout" | "client-abort";

/**
 * Passes an answer on, each piece as it comes and no faster than the agent takes it. Where many streams are open, pieces that come
 * shortly after another are passed on together; what comes after a silence never waits. An agent that goes away ends the provider's
 * work; a provider that breaks off is seen as that by the agent too, never as a clean end.
 */
export function pump(
  from: Readable,
  to: ServerResponse,
  pace: Pacer,
  onChunk: (chunk: Buffer) => void,
): Promise<PumpEnd> {
  const { promise, resolve } = Promise.withResolvers<PumpEnd>();
  const leave = pace.join();
  const flow = flowControl(from, to, pace);
  const end = (how: PumpEnd): void => {
    leave();
    flow.stop();
    resolve(how);
  };
  from.on("data", (chunk: Buffer) => {
    onChunk(chunk);
    flow.pass(chunk);
  });
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

function flowControl(from: Readable, to: ServerResponse, pace: Pacer): Flow {
  /** Its parser would go on filling buffers that are not meant to grow. */
  const socket = from instanceof IncomingMessage ? from.socket : null;
  /** What came in this turn of the event loop: one write costs a tenth of ten. */
  let together: Buffer[] = [];
  let resting: NodeJS.Timeout | null = null;
  let passing: NodeJS.Immediate | null = null;

  const resume = (): void => {
    resting = null;
    if (to.writableNeedDrain) return;
    socket?.resume();
    from.resume();
  };
  const write = (): void => {
    passing = null;
    if (together.length > 0 && !to.destroyed) to.write(together.length === 1 ? together[0] : Buffer.concat(together));
    together = [];
  };
  /** What comes now waits in the system's own buffer. */
  const rest = (ms: number): void => {
    write();
    from.pause();
    socket?.pause();
    resting = setTimeout(resume, ms);
  };
  to.on("drain", () => {
    if (resting === null) resume();
  });

  return {
    pass: (chunk) => {
      const ms = passing === null ? pace.pauseMs() : 0;
      if (passing === null && ms === 0) {
        if (!to.write(chunk)) from.pause();
        return;
      }
      together.push(chunk);
      passing ??= setImmediate(rest, ms);
    },
    stop: () => {
      if (resting !== null) clearTimeout(resting);
      if (passing !== null) clearImmediate(passing);
      resting = null;
      write();
    },
  };
}

import type { ServerResponse } from "node:http";
import type { Readable } from "node:stream";

export type PumpEnd = "complete" | "cut" | "timeout" | "client-abort";

/**
 * Passes an answer on, each piece as it comes and no faster than the agent takes it. An agent that goes away ends the provider's
 * work; a provider that breaks off is seen as that by the agent too, never as a clean end.
 */
export function pump(from: Readable, to: ServerResponse, onChunk: (chunk: Buffer) => void): Promise<PumpEnd> {
  const { promise, resolve } = Promise.withResolvers<PumpEnd>();
  from.on("data", (chunk: Buffer) => {
    onChunk(chunk);
    if (!to.write(chunk)) from.pause();
  });
  to.on("drain", () => from.resume());
  from.on("end", () => to.end(() => resolve("complete")));
  from.on("error", (error: NodeJS.ErrnoException) => {
    resolve(error.code === "ETIMEDOUT" ? "timeout" : "cut");
    to.destroy();
  });
  to.on("error", () => from.destroy());
  to.on("close", () => {
    resolve("client-abort");
    from.destroy();
  });
  if (to.destroyed) {
    resolve("client-abort");
    from.destroy();
  }
  return promise;
}

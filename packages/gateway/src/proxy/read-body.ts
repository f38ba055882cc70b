import type { IncomingMessage } from "node:http";

/** Memory that the requests of a route may hold together. */
export interface Room {
  /** False: there is no room for that many more bytes. */
  take(bytes: number): boolean;
  give(bytes: number): void;
}

export function room(most: number): Room {
  let taken = 0;
  return {
    take: (bytes) => {
      if (taken + bytes > most) return false;
      taken += bytes;
      return true;
    },
    give: (bytes) => {
      taken -= bytes;
    },
  };
}

/**
 * The whole body. It is sent on with a length of its own, so that no framing of the agent's reaches the provider.
 * `too-large`: more than a request may have; `no-room`: more than all of them may; `aborted`: the agent went away.
 */
export async function readBody(
  request: IncomingMessage,
  most: number,
  memory: Room,
): Promise<Buffer | "too-large" | "no-room" | "aborted"> {
  const chunks: Buffer[] = [];
  let size = 0;
  const fail = <Reason extends string>(reason: Reason): Reason => {
    memory.give(size);
    return reason;
  };
  try {
    // Left open when it is too much, so that the refusal can still be sent.
    for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
      if (size + chunk.length > most) return fail("too-large");
      if (!memory.take(chunk.length)) return fail("no-room");
      size += chunk.length;
      chunks.push(chunk);
    }
  } catch {
    return fail("aborted");
  }
  return Buffer.concat(chunks, size);
}

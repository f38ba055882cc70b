import type { Socket } from "node:net";
import type { Writable } from "node:stream";
import { type Channel, openChannel } from "./channel.ts";
import { type Frame, frameBytes, frameReader } from "./frames.ts";

/** All connections over one way, seen from one of its ends. */
export interface Carrier {
  send(kind: Frame["kind"], id?: number, bytes?: Buffer): void;
  /** Carries a socket under an id that no other has. */
  carry(id: number, socket: Socket): void;
  /** Takes what comes from the other end, cut anywhere; throws when that is nonsense. */
  receive(chunk: Buffer): void;
  readonly size: () => number;
  breakAll(): void;
}

/** @param told is given the frames that are of no connection yet. */
export function openCarrier(way: Writable, told: (frame: Frame) => void): Carrier {
  const channels = new Map<number, Channel>();
  const send: Carrier["send"] = (kind, id = 0, bytes = Buffer.alloc(0)) => {
    if (way.writable) way.write(frameBytes({ kind, id, bytes }));
  };
  return {
    send,
    carry: (id, socket) => {
      if (channels.has(id)) throw new Error("a connection was opened twice");
      const channel = openChannel({ socket, send: (kind, bytes) => send(kind, id, bytes) });
      channels.set(id, channel);
      socket.once("close", () => channels.delete(id));
    },
    receive: frameReader((frame) => {
      if (["ready", "failed", "open"].includes(frame.kind)) told(frame);
      // What is still under way to a connection that is over has no taker.
      else channels.get(frame.id)?.receive(frame);
    }),
    size: () => channels.size,
    breakAll: () => {
      for (const channel of channels.values()) channel.break();
    },
  };
}

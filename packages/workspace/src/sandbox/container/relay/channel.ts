import type { Socket } from "node:net";
import { type Frame, LONGEST } from "./frames.ts";

/** How many bytes of one connection are under way in one direction at most. Whoever reads slowly stops his own connection, and no other. */
export const WINDOW = 256 * 1024;

/** One end of a connection whose other end is at the other end of the way. */
export interface Channel {
  /** Throws when the other end doesn't keep to what is agreed. */
  receive(frame: Frame): void;
  /** Breaks the connection, so that nobody takes what came for the whole. */
  break(): void;
}

export interface ChannelOptions {
  /** Which stays open in one direction when the other has ended. */
  readonly socket: Socket;
  readonly send: (kind: Frame["kind"], bytes?: Buffer) => void;
}

/** Passes on what the socket says, as fast as the other end takes it, and tells the socket what the other end says. */
export function openChannel({ socket, send }: ChannelOptions): Channel {
  const hear = listen(socket, send);
  const { tell, isWhole } = speak(socket, send);
  let isTold = false;
  const breakOff = (): void => {
    isTold = true;
    // Sockets of the file system know no reset.
    if (socket.remoteAddress === undefined) socket.destroy();
    else socket.resetAndDestroy();
  };
  socket.on("error", () => {});
  socket.once("close", () => {
    if (!isTold && !(hear.hasEnded() && isWhole())) send("reset");
  });
  return {
    receive: (frame) => {
      if (socket.destroyed) return;
      if (frame.kind === "reset") breakOff();
      else if (frame.kind === "credit") hear.allow(frame.bytes.readUInt32BE());
      else tell(frame);
    },
    break: breakOff,
  };
}

/** From the socket to the other end. What may not be sent yet stays in the socket, which then ends and closes after it. */
function listen(socket: Socket, send: ChannelOptions["send"]) {
  let allowed = WINDOW;
  let ended = false;
  const pump = (): void => {
    while (allowed > 0 || socket.readableLength === 0) {
      // To read nothing has the end told.
      const part: Buffer | null = socket.read(Math.min(allowed, LONGEST, socket.readableLength));
      if (part === null) return;
      allowed -= part.length;
      send("data", part);
    }
  };
  socket.on("readable", pump);
  socket.once("end", () => {
    ended = true;
    send("end");
  });
  return {
    hasEnded: () => ended,
    allow: (bytes: number): void => {
      allowed += bytes;
      if (allowed > WINDOW) throw new Error("more was taken than was sent");
      pump();
    },
  };
}

/** From the other end to the socket. */
function speak(socket: Socket, send: ChannelOptions["send"]) {
  let held = 0;
  let taken = 0;
  let ended = false;
  const take = (bytes: number): void => {
    held -= bytes;
    taken += bytes;
    if (taken < WINDOW / 2 || socket.destroyed) return;
    const credit = Buffer.alloc(4);
    credit.writeUInt32BE(taken);
    taken = 0;
    send("credit", credit);
  };
  return {
    isWhole: () => ended && held === 0,
    tell: ({ kind, bytes }: Frame): void => {
      held += bytes.length;
      if (ended || held + taken > WINDOW || (kind === "data") !== bytes.length > 0)
        throw new Error("more came than may");
      if (kind === "data") socket.write(bytes, (error) => error ?? take(bytes.length));
      else {
        ended = true;
        socket.end();
      }
    },
  };
}

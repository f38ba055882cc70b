import type { ServerResponse } from "node:http";

/** Writes the body of an answer whose head is sent. */
export interface ChunkWriter {
  /** Pieces as one: as they are sent, and what they hold. */
  framed(pieces: readonly Buffer[]): { readonly frame: Buffer; readonly content: Buffer };
  /** False: it is full until it has drained. */
  write(frame: Buffer): boolean;
  isFull(): boolean;
  /** @returns what ends it. */
  onDrain(listener: () => void): () => void;
}

const [LF, CR] = [10, 13];

/**
 * Goes past the response to its socket where the body is sent in chunks: a chunk is one buffer and one plain write, where the response hands
 * over its length, content and end apart. The response still ends the body.
 */
export function chunkWriter(response: ServerResponse): ChunkWriter {
  const socket = response.chunkedEncoding ? response.socket : null;
  const stream = socket ?? response;
  return {
    framed: (pieces) => {
      if (!socket) {
        const [only] = pieces;
        const content = pieces.length === 1 && only ? only : Buffer.concat(pieces);
        return { frame: content, content };
      }
      let end = 0;
      for (const piece of pieces) end += piece.length;
      const length = `${end.toString(16)}\r\n`;
      end += length.length;
      const frame = Buffer.allocUnsafe(end + 2);
      let at = frame.write(length, "latin1");
      for (const piece of pieces) {
        frame.set(piece, at);
        at += piece.length;
      }
      frame[end] = CR;
      frame[end + 1] = LF;
      return { frame, content: frame.subarray(length.length, end) };
    },
    // A chunk of nothing would be the end.
    write: (frame) => (socket && frame.length === 5 ? true : stream.write(frame)),
    isFull: () => stream.writableNeedDrain,
    onDrain: (listener) => {
      stream.on("drain", listener);
      return () => void stream.off("drain", listener);
    },
  };
}

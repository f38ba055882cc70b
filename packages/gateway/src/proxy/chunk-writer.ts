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

const CRLF = Buffer.from("\r\n");

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
      const size = pieces.reduce((sum, piece) => sum + piece.length, 0);
      const length = Buffer.from(`${size.toString(16)}\r\n`, "latin1");
      const frame = Buffer.concat([length, ...pieces, CRLF], length.length + size + 2);
      return { frame, content: frame.subarray(length.length, -2) };
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

import type { Transform } from "node:stream";
import { createBrotliDecompress, createGunzip, createInflate, createZstdDecompress } from "node:zlib";

/** Takes an answer's bytes as they are sent and gives them as they are meant. */
export interface Decoder {
  push(chunk: Buffer): void;
  end(): Promise<void>;
}

const DECOMPRESSORS: Readonly<Record<string, () => Transform>> = {
  gzip: createGunzip,
  "x-gzip": createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress,
  zstd: createZstdDecompress,
};

/** Null: nobody can read this encoding, so the call's usage stays unknown. */
export function decoded(encoding: string | undefined, onChunk: (chunk: Buffer) => void): Decoder | null {
  if (encoding === undefined || encoding === "identity" || encoding === "") {
    return { push: onChunk, end: () => Promise.resolve() };
  }
  const transform = DECOMPRESSORS[encoding.toLowerCase()]?.();
  if (!transform) return null;
  const { promise, resolve } = Promise.withResolvers<void>();
  transform.on("data", onChunk);
  transform.on("close", resolve);
  // What came before the damage is read.
  transform.on("error", () => resolve());
  return {
    push: (chunk) => void transform.write(chunk),
    end: () => {
      transform.end();
      return promise;
    },
  };
}

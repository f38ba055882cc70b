import { boundedBytes } from "./bounded-bytes.ts";

const NEWLINE = 0x0a;

/** Longer lines are not read: a tool's result may hold a large file or picture. */
const LINE_LIMIT = 16 * 1024 * 1024;

export interface ByteLines {
  push(chunk: Uint8Array): void;
  /** What stands after the last newline is a line too. */
  end(): void;
}

/**
 * Gives each line that is not blank to `onLine`, in order, in memory bounded by about twice the limit; null for one that is longer or no UTF-8.
 * Bytes are split before they are decoded, so that a character cut in two by a chunk stays whole.
 */
export function byteLines(onLine: (text: string | null) => void, limit: number = LINE_LIMIT): ByteLines {
  const open = boundedBytes(limit);

  const close = (): void => {
    if (!open.blank()) onLine(decoded(open.take()));
    open.clear();
  };

  return {
    push: (chunk) => {
      let start = 0;
      for (let at = chunk.indexOf(NEWLINE); at >= 0; at = chunk.indexOf(NEWLINE, start)) {
        open.add(chunk.subarray(start, at));
        close();
        start = at + 1;
      }
      open.add(chunk.subarray(start));
    },
    end: close,
  };
}

/** Null for whatever is no text: expected of agents, and not an error. */
function decoded(bytes: Uint8Array | null): string | null {
  if (!bytes) return null;
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

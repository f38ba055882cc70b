import { boundedBytes } from "./bounded-bytes.ts";

const NEWLINE = 0x0a;
const SPACE = 0x20;

/** Lines longer than this are not kept. */
const LINE_LIMIT = 1024 * 1024;

export interface LastLine {
  push(chunk: Uint8Array): void;
  /** The last line that is not blank, without its end. Null when there is none, when it is longer than the limit, or not UTF-8. */
  end(): string | null;
}

/**
 * Finds the last line of a stream in memory bounded by about twice the limit, whatever comes in whatever pieces.
 * Bytes are split before they are decoded, so that a character cut in two by a chunk stays whole.
 */
export function lastLine(limit: number = LINE_LIMIT): LastLine {
  const open = boundedBytes(limit);
  let last: Uint8Array | null = null;

  return {
    push: (chunk) => {
      const newline = chunk.lastIndexOf(NEWLINE);
      if (newline < 0) {
        open.add(chunk);
        return;
      }
      const text = lastTextBefore(chunk, newline);
      const lineStart = text < 0 ? -1 : chunk.lastIndexOf(NEWLINE, text);
      if (lineStart >= 0) {
        open.clear();
        open.add(chunk.subarray(lineStart + 1, text + 1));
      } else {
        // The line that is open since an earlier chunk ends here, or only blank lines follow it.
        open.add(chunk.subarray(0, text + 1));
      }
      if (!open.blank()) last = open.take();
      open.clear();
      open.add(chunk.subarray(newline + 1));
    },
    end: () => decode(open.blank() ? last : open.take()),
  };
}

/** Index of the last byte before `end` that is neither blank nor the end of a line; -1 when there is none. */
function lastTextBefore(chunk: Uint8Array, end: number): number {
  let at = end;
  while (at >= 0 && (chunk[at] ?? 0) <= SPACE) at--;
  return at;
}

function decode(bytes: Uint8Array | null): string | null {
  if (!bytes) return null;
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes).trim();
  } catch {
    // Not text is not a line of ours; expected of agents, and not an error.
    return null;
  }
}

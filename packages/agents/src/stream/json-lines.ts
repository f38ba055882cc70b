import { boundedBytes } from "./bounded-bytes.ts";

const NEWLINE = 0x0a;

/** Longer lines are not read: a tool's result may hold a large file or picture. */
const LINE_LIMIT = 16 * 1024 * 1024;

export interface JsonLines {
  push(chunk: Uint8Array): void;
  /** Reads what stands after the last newline, and says how many lines were too long or no JSON object. */
  end(): { readonly unreadLines: number };
}

/**
 * Gives each line that is a JSON object to `onObject`, in order, in memory bounded by about twice the limit.
 * Bytes are split before they are decoded, so that a character cut in two by a chunk stays whole.
 */
export function jsonLines(onObject: (object: object) => void, limit: number = LINE_LIMIT): JsonLines {
  const open = boundedBytes(limit);
  let unreadLines = 0;

  const close = (): void => {
    if (!open.blank()) {
      const object = parseObject(open.take());
      if (object) onObject(object);
      else unreadLines++;
    }
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
    end: () => {
      close();
      return { unreadLines };
    },
  };
}

/** Null for whatever is no JSON object: expected of agents, and not an error. */
function parseObject(bytes: Uint8Array | null): object | null {
  if (!bytes) return null;
  try {
    const value: unknown = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
    return typeof value === "object" && value !== null && !Array.isArray(value) ? value : null;
  } catch {
    return null;
  }
}

import { byteLines } from "./byte-lines.ts";

export interface JsonLines {
  push(chunk: Uint8Array): void;
  /** Reads what stands after the last newline, and says how many lines were too long or no JSON object. */
  end(): { readonly unreadLines: number };
}

/** Gives each line that is a JSON object to `onObject`, in order, in bounded memory. */
export function jsonLines(onObject: (object: object) => void): JsonLines {
  let unreadLines = 0;
  const lines = byteLines((line) => {
    const object = line === null ? null : parseObject(line);
    if (object) onObject(object);
    else unreadLines++;
  });
  return {
    push: lines.push,
    end: () => {
      lines.end();
      return { unreadLines };
    },
  };
}

/** Null for whatever is no JSON object: expected of agents, and not an error. */
function parseObject(line: string): object | null {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? value : null;
  } catch {
    return null;
  }
}

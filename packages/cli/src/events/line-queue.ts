/** Takes bytes now: how many, 0 where there is no room at the moment. Rejects where none can be had any more or yet. */
export type TakeBytes = (bytes: Uint8Array) => Promise<number>;

/** Characters of lines that wait for a slow reader or a full disk; what comes beyond is dropped, and counted. */
const WAITING = 1 << 20;

/** Milliseconds until what could not be written is tried again. */
const AGAIN_MS = 200;

/** Milliseconds that the end of a drive waits for a reader. */
const PATIENCE_MS = 1000;

/** Lines in the order in which they came; nobody waits for them to be written. */
export interface LineQueue extends AsyncDisposable {
  add(line: string): void;
}

/**
 * @param dropped makes the line that stands for lines that were dropped.
 * @param failed is told why something could not be written; true ends the queue.
 */
export function lineQueue(
  take: TakeBytes,
  { dropped, failed }: { readonly dropped: (lines: number) => string; readonly failed: (error: unknown) => boolean },
): LineQueue {
  const lines: string[] = [];
  let rest: Uint8Array = new Uint8Array();
  let waiting = 0;
  let lost = 0;
  let closed = false;
  let writing: Promise<void> | null = null;
  let isEnding = false;

  const next = (): boolean => {
    const line = lines.shift();
    if (line !== undefined) {
      waiting -= line.length;
      rest = Buffer.from(`${line}\n`);
    } else if (lost > 0) {
      rest = Buffer.from(`${dropped(lost)}\n`);
      lost = 0;
    }
    return rest.length > 0;
  };
  const writeAll = async (): Promise<void> => {
    while (!closed && (rest.length > 0 || next())) {
      let taken = 0;
      try {
        taken = await take(rest);
      } catch (error) {
        closed = failed(error);
      }
      rest = rest.subarray(taken);
      if (taken > 0) continue;
      if (isEnding) break;
      await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
    }
    writing = null;
  };
  return {
    add: (line) => {
      if (closed) return;
      // Once lines are lost, later ones are too until the reader has caught up: no hole is hidden.
      if (lost > 0 || waiting + line.length > WAITING) {
        lost++;
      } else {
        lines.push(line);
        waiting += line.length;
      }
      writing ??= writeAll();
    },
    [Symbol.asyncDispose]: async () => {
      const timer = setTimeout(() => {
        isEnding = true;
      }, PATIENCE_MS);
      await writing;
      clearTimeout(timer);
      closed = true;
    },
  };
}

/** A larger event is passed over unread: no provider tells usage in one of this size. */
const MAX_EVENT_BYTES = 32 * 1024 * 1024;

export interface EventScanner {
  /** Calls back with the data of each event that is of interest and ended in this chunk. */
  push(chunk: Buffer): void;
  end(): void;
}

export interface Interest {
  /** Every event is of interest until this is false. */
  readonly all: () => boolean;
  /** Afterwards those that contain one of these. */
  readonly markers: readonly Buffer[];
  readonly onEvent: (data: string) => void;
}

/** A search for a text would encode it each time. */
const LF = 10;
const EMPTY = Buffer.alloc(0);
const BLANK = Buffer.from("\n\n");
const DOS_BLANK = Buffer.from("\r\n\r\n");

/** The index behind the last blank line, or 0. */
function endOfEvents(chunk: Buffer): number {
  if (chunk[chunk.length - 1] === LF && chunk[chunk.length - 2] === LF) return chunk.length;
  const unix = chunk.lastIndexOf(BLANK);
  const dos = chunk.lastIndexOf(DOS_BLANK);
  return Math.max(unix < 0 ? 0 : unix + 2, dos < 0 ? 0 : dos + 4);
}

/** The data of one event: its `data:` lines, joined. Null for comments and the like. */
function dataOf(event: string): string | null {
  const lines = event.split(/\r\n|\n/).filter((line) => line.startsWith("data:"));
  return lines.length === 0 ? null : lines.map((line) => line.slice(line[5] === " " ? 6 : 5)).join("\n");
}

/**
 * Finds events in a server-sent stream without decoding what nobody wants to know: most chunks cost a few searches in native code.
 * Events are cut wherever the network cuts them, also within a character or a line end.
 */
export function eventScanner({ all, markers, onEvent }: Interest): EventScanner {
  let open: Buffer[] = [];
  let openBytes = 0;

  const isOfInterest = (bytes: Buffer): boolean => all() || markers.some((marker) => bytes.includes(marker));
  const read = (bytes: Buffer): void => {
    if (!isOfInterest(bytes)) return;
    for (const event of bytes.toString("utf8").split(/\r\n\r\n|\n\n/)) {
      const data = dataOf(event);
      if (data !== null) onEvent(data);
    }
  };
  const keep = (bytes: Buffer): void => {
    if (bytes.length === 0) return;
    openBytes += bytes.length;
    if (openBytes <= MAX_EVENT_BYTES) open.push(bytes);
    // Its first bytes are dropped; what ends it still does.
    else open = [bytes];
  };
  const takeOpen = (more: Buffer): Buffer => {
    const whole = open.length === 0 ? more : Buffer.concat([...open, more]);
    open = [];
    openBytes = 0;
    return whole;
  };

  return {
    push: (chunk) => {
      // Most chunks are of whole events.
      if (openBytes === 0 && endOfEvents(chunk) === chunk.length) return read(chunk);
      const last = open.at(-1);
      // A blank line may be cut in two: the few bytes before the chunk are part of the search.
      const before = last === undefined ? EMPTY : last.subarray(Math.max(0, last.length - 3));
      const end = endOfEvents(before.length === 0 ? chunk : Buffer.concat([before, chunk])) - before.length;
      if (end <= 0) return keep(chunk);
      read(takeOpen(chunk.subarray(0, end)));
      keep(chunk.subarray(end));
    },
    end: () => read(takeOpen(EMPTY)),
  };
}

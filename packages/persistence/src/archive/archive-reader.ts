import { createHash } from "node:crypto";
import { archiveInvalid } from "./archive-error.ts";
import { MOST_IN_MEMORY } from "./entries.ts";
import { BLOCK, END, padding, parseHeader } from "./tar-format.ts";

/** The entries of an archive, in the order in which they stand. */
export interface ArchiveReader {
  /** The header of the next entry; the content of the one before must have been read. @throws {ScyllaError} `ARCHIVE_INVALID`. */
  next(): Promise<{ readonly name: string; readonly size: number }>;
  /** The content of the entry, whole. */
  content(): Promise<Buffer>;
  /** The content of the entry, as it comes. */
  chunks(): AsyncGenerator<Buffer>;
  /** SHA-256 of everything before the entry that was read last. */
  checksumBefore(): string;
  /** That nothing follows but the end. */
  end(): Promise<void>;
}

/** Reads a tar stream without holding more of it than one entry of rows. */
export function archiveReader(source: AsyncIterable<Buffer>): ArchiveReader {
  const chunks = source[Symbol.asyncIterator]();
  const hash = createHash("sha256");
  let held: Buffer = Buffer.alloc(0);
  let entry = { name: "", size: 0 };
  let before = "";

  /** At least one byte and at most `most`; null at the end of the stream. */
  const some = async (most: number): Promise<Buffer | null> => {
    while (held.length === 0) {
      const { value, done } = await chunks.next();
      if (done) return null;
      held = value;
    }
    const taken = held.subarray(0, most);
    held = held.subarray(taken.length);
    return taken;
  };
  const pieces = async function* (size: number): AsyncGenerator<Buffer> {
    for (let left = size; left > 0; ) {
      const piece = await some(left);
      if (piece === null) throw archiveInvalid("it ends too early");
      left -= piece.length;
      yield piece;
    }
  };
  const exactly = (size: number): Promise<Buffer> => gathered(pieces(size));
  const fill = async (): Promise<void> => {
    const rest = await exactly(padding(entry.size));
    hash.update(rest);
    if (rest.some((byte) => byte !== 0)) throw archiveInvalid(`bytes follow ${JSON.stringify(entry.name)}`);
  };

  async function* content(): AsyncGenerator<Buffer> {
    for await (const piece of pieces(entry.size)) {
      hash.update(piece);
      yield piece;
    }
    await fill();
  }

  return {
    next: async () => {
      before = hash.copy().digest("hex");
      const header = await exactly(BLOCK);
      hash.update(header);
      entry = parseHeader(header);
      return entry;
    },
    content: async () => {
      if (entry.size > MOST_IN_MEMORY)
        throw archiveInvalid(`${JSON.stringify(entry.name)} is larger than any that is exported`);
      return gathered(content());
    },
    chunks: content,
    checksumBefore: () => before,
    end: async () => {
      if (!(await exactly(END.length)).equals(END) || (await some(1)) !== null)
        throw archiveInvalid("something follows its end");
    },
  };
}

async function gathered(pieces: AsyncIterable<Buffer>): Promise<Buffer> {
  const all: Buffer[] = [];
  for await (const piece of pieces) all.push(piece);
  return Buffer.concat(all);
}

import { archiveInvalid } from "./archive-error.ts";

/** Everything in a tar file comes in blocks of so many bytes. */
export const BLOCK = 512;

/** Two empty blocks. */
export const END = Buffer.alloc(2 * BLOCK);

/** Bytes that fill the last block of an entry. */
export function padding(size: number): number {
  return (BLOCK - (size % BLOCK)) % BLOCK;
}

/** The header of a plain file, in the POSIX format that every tar reads, without owner, rights or time: the same content gives the same bytes. */
export function tarHeader(name: string, size: number): Buffer {
  const block = Buffer.alloc(BLOCK);
  block.write(name, 0, 100, "latin1");
  for (const [at, text] of FIXED) block.write(text, at, "latin1");
  block.write(octal(size, 11), SIZE_AT, "latin1");
  block.write(`${octal(checksum(block), 6)}\0 `, CHECKSUM_AT, "latin1");
  return block;
}

const SIZE_AT = 124;
const CHECKSUM_AT = 148;

/** Mode, owner, group, time, blanks in place of the checksum, a plain file, the format's name. */
const FIXED = [
  [100, "0000644"],
  [108, "0000000"],
  [116, "0000000"],
  [136, "00000000000"],
  [CHECKSUM_AT, "        "],
  [156, "0"],
  [257, "ustar\0" + "00"],
] as const;

function octal(value: number, digits: number): string {
  return value.toString(8).padStart(digits, "0");
}

function checksum(block: Buffer): number {
  return block.reduce((sum, byte) => sum + byte, 0);
}

/**
 * Reads the header of an entry. Only what {@link tarHeader} makes is one: no links, no directories, no devices, no long or absolute names.
 * @throws {ScyllaError} `ARCHIVE_INVALID`.
 */
export function parseHeader(block: Buffer): { readonly name: string; readonly size: number } {
  const end = block.indexOf(0);
  const name = block.toString("latin1", 0, end < 0 || end > 100 ? 100 : end);
  const size = Number.parseInt(block.toString("latin1", SIZE_AT, SIZE_AT + 11), 8);
  if (!Number.isSafeInteger(size) || size < 0 || !tarHeader(name, size).equals(block))
    throw archiveInvalid(oddity(block, name));
  return { name, size };
}

function oddity(block: Buffer, name: string): string {
  const kind = block.toString("latin1", 156, 157);
  if ("12".includes(kind)) return `it holds a link: ${JSON.stringify(name)}`;
  return `${JSON.stringify(name)} has a header that no export writes`;
}

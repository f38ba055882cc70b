import { isUtf8 } from "node:buffer";
import { ScyllaError, type SourcePosition } from "@scylla/contracts";
import { readRegularFile } from "./read-file.ts";

/**
 * Reads a UTF-8 text without byte order mark and NUL.
 * @param at where the file is named; for an experiment file itself, the file.
 * @throws {ScyllaError} `CONFIG_ENCODING` with the line of the first bad byte, and what {@link readRegularFile} throws.
 */
export async function readText(path: string, name: string, at: SourcePosition): Promise<string> {
  const { bytes } = await readRegularFile(path, name, at);
  return decodeText(bytes, name, path);
}

function decodeText(bytes: Uint8Array, name: string, path: string): string {
  const utf16 = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  if (utf16) throw badEncoding(`${name} is UTF-16`, { file: path, line: 1, col: 1 }, "Save it as UTF-8.");
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) {
    const hint = "Save it as UTF-8 without a mark: agents would read it as a character.";
    throw badEncoding(`${name} begins with a byte order mark`, { file: path, line: 1, col: 1 }, hint);
  }
  if (!isUtf8(bytes)) {
    const at = { file: path, line: lineOf(bytes, firstBadByte(bytes)) };
    throw badEncoding(`${name} is not UTF-8`, at, "Save it as UTF-8.");
  }
  const nul = bytes.indexOf(0);
  if (nul >= 0)
    throw badEncoding(
      `${name} holds a NUL byte`,
      { file: path, line: lineOf(bytes, nul) },
      "Remove it: this is no text.",
    );
  return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
}

function badEncoding(message: string, at: SourcePosition, hint: string): ScyllaError {
  return new ScyllaError("CONFIG_ENCODING", message, { at, hint });
}

function lineOf(bytes: Uint8Array, end: number): number {
  let line = 1;
  for (let i = bytes.indexOf(10); i >= 0 && i < end; i = bytes.indexOf(10, i + 1)) line++;
  return line;
}

/** The start of the first line that is not UTF-8; a newline is never part of another character. */
function firstBadByte(bytes: Uint8Array): number {
  for (let start = 0; start < bytes.length; ) {
    const newline = bytes.indexOf(10, start);
    const end = newline < 0 ? bytes.length : newline + 1;
    if (!isUtf8(bytes.subarray(start, end))) return start;
    start = end;
  }
  return bytes.length;
}

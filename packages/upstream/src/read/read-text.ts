import { constants } from "node:fs";
import { open } from "node:fs/promises";

/** A text, or why there is none: to a reader of many files a bad one is news, not the end. */
export type TextFile = { readonly text: string } | { readonly problem: string; readonly missing: boolean };

/** Bytes; the largest published file has less than a tenth. */
const LARGEST_FILE = 16 * 1024 * 1024;

/**
 * Reads a regular file whose directories are trusted already. A link is not followed, and a pipe is not waited for.
 * Text that is no UTF-8 is a problem as well.
 */
export async function readText(path: string, largest = LARGEST_FILE): Promise<TextFile> {
  try {
    await using file = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
    const stat = await file.stat();
    if (!stat.isFile()) return problem("it is no file");
    if (stat.size > largest) return problem(`it is larger than ${largest / 1024 / 1024} MB`);
    return { text: new TextDecoder("utf-8", { fatal: true }).decode(await file.readFile()) };
  } catch (error) {
    return problemOf(error);
  }
}

const problem = (reason: string): TextFile => ({ problem: reason, missing: false });

function problemOf(error: unknown): TextFile {
  if (error instanceof TypeError) return problem("it is no UTF-8 text");
  const code = error instanceof Error && "code" in error ? String(error.code) : null;
  if (code === null) throw error;
  if (code === "ENOENT" || code === "ENOTDIR") return { problem: "it is not there", missing: true };
  return problem(code === "ELOOP" ? "it is a symbolic link, which is not followed" : `it can't be read: ${code}`);
}

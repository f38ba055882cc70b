import { ScyllaError } from "@scylla/contracts";

/** Linux takes 128 KiB for one argument, with the zero byte that ends it. */
const ARGUMENT_BYTES = 128 * 1024 - 1;

/**
 * A text as one argument of a program.
 * @param what the text is, as it stands at the beginning of a sentence.
 * @throws {ScyllaError} `PROMPT_TOO_LONG`; `CONFIG_INVALID` for a zero byte, which no argument can hold.
 */
export function argument(text: string, what: string): string {
  if (text.includes("\0")) {
    throw new ScyllaError("CONFIG_INVALID", `${what} holds a zero byte`, { hint: "Remove it from the text." });
  }
  const bytes = Buffer.byteLength(text);
  if (bytes > ARGUMENT_BYTES) {
    throw new ScyllaError(
      "PROMPT_TOO_LONG",
      `${what} has ${bytes} bytes, and an argument takes at most ${ARGUMENT_BYTES}`,
      {
        hint: "Shorten it, or put the long part into a file of the repository.",
      },
    );
  }
  return text;
}

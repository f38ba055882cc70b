import type { BodyReader } from "./body-reader.ts";
import { chunkedReader } from "./chunked-reader.ts";
import { malformed, type ResponseHead } from "./response-head.ts";

/** How long a body is, by RFC 9112, 6.3. @throws for one that two readers could understand in two ways. */
export function bodyReader({ status, headers }: ResponseHead): BodyReader {
  const coding = headers["transfer-encoding"];
  const length = headers["content-length"];
  if (status === 204 || status === 304) return lengthReader(0);
  if (coding !== undefined) {
    if (coding.toLowerCase() !== "chunked" || length !== undefined) throw malformed("a body of unclear length");
    return chunkedReader();
  }
  if (length === undefined) return closeReader();
  if (!/^\d{1,15}$/.test(length)) throw malformed("a body of unclear length");
  return lengthReader(Number(length));
}

function lengthReader(length: number): BodyReader {
  let left = length;
  return {
    untilClose: false,
    state: () => (left > 0 ? "open" : left === 0 ? "done" : "overrun"),
    push: (bytes) => {
      const content = bytes.subarray(0, Math.max(left, 0));
      left -= bytes.length;
      return content.length === 0 ? null : Buffer.from(content);
    },
  };
}

function closeReader(): BodyReader {
  return { untilClose: true, state: () => "open", push: (bytes) => (bytes.length === 0 ? null : Buffer.from(bytes)) };
}

import type { BodyReader, BodyState } from "./body-reader.ts";
import { bodyReader } from "./framing.ts";
import { malformed, parseHead, type ResponseHead } from "./response-head.ts";

const MAX_HEAD_BYTES = 64 * 1024;

interface Read {
  /** Told once: when it has come. */
  readonly head: ResponseHead | null;
  /** A copy. */
  readonly content: Buffer | null;
  readonly state: BodyState;
  /** What broke the body off. */
  readonly broken: Error | null;
}

/** Reads one answer out of what a connection brings, wherever the network cuts it. */
export interface ResponseReader {
  /** @param bytes may be overwritten. @throws for what is no answer, or one of unclear length. */
  push(bytes: Buffer): Read;
  /** The connection has ended: true where that ends the answer as well. */
  isWholeAtEnd(): boolean;
}

const NOTHING: Read = { head: null, content: null, state: "open", broken: null };

function readBody(body: BodyReader, bytes: Buffer): Omit<Read, "head"> {
  try {
    return { content: body.push(bytes), state: body.state(), broken: null };
  } catch (error) {
    return { content: null, state: "open", broken: error as Error };
  }
}

export function responseReader(): ResponseReader {
  let open = Buffer.alloc(0);
  let body: BodyReader | null = null;

  /** Answers that announce others (1xx) are passed over. */
  const takeHead = (): ResponseHead | null => {
    for (;;) {
      const end = open.indexOf("\r\n\r\n");
      if ((end < 0 ? open.length : end) > MAX_HEAD_BYTES) throw malformed("a head without an end");
      if (end < 0) return null;
      const head = parseHead(open.toString("latin1", 0, end));
      open = open.subarray(end + 4);
      if (head.status === 101) throw malformed("another protocol");
      if (head.status >= 200) return head;
    }
  };

  return {
    push: (bytes) => {
      if (body) return { head: null, ...readBody(body, bytes) };
      open = Buffer.concat([open, bytes]);
      const head = takeHead();
      if (!head) return NOTHING;
      body = bodyReader(head);
      return { head, ...readBody(body, open) };
    },
    isWholeAtEnd: () => body?.untilClose === true,
  };
}

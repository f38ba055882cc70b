import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

interface Received {
  readonly url: string;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body: string;
}

/** Speaks the Anthropic Messages protocol on loopback. */
export interface LoopbackProvider {
  readonly url: string;
  /** Requests in the order in which they came. */
  readonly received: readonly Received[];
  /** Answers of which the gateway has dropped the connection before they ended. */
  readonly dropped: () => number;
  close(): Promise<void>;
}

/** What one asks for in `want`, and gets. */
export type Wanted = "answer" | "stream" | "busy" | "error" | "cut" | "endless";

/** What every call that ends well costs, in the meaning that all providers share. */
export const CALL_USAGE = { inputTokens: 120, outputTokens: 34, cacheReadTokens: 700, cacheWriteTokens: 50 } as const;
export const SERVED_MODEL = "served-1";
export const RETRY_AFTER_S = 60;

const INPUT = { input_tokens: 120, cache_read_input_tokens: 700, cache_creation_input_tokens: 50 };

const event = (value: { readonly type: string; readonly [member: string]: unknown }): string =>
  `event: ${value.type}\ndata: ${JSON.stringify(value)}\n\n`;

const START = event({
  type: "message_start",
  message: { model: SERVED_MODEL, usage: { ...INPUT, output_tokens: 1 } },
});
const WORDS = event({
  type: "content_block_delta",
  index: 0,
  delta: { type: "text_delta", text: 'ü, no "usage":{' },
});
const END = [
  event({ type: "message_delta", delta: {}, usage: { output_tokens: 34 } }),
  event({ type: "message_stop" }),
].join("");

export const STREAM_TEXT = START + WORDS + END;
export const ANSWER_TEXT = JSON.stringify({
  type: "message",
  model: SERVED_MODEL,
  content: [{ type: "text", text: "Hello" }],
  usage: { ...INPUT, output_tokens: 34 },
});

const errorText = (type: string): string => JSON.stringify({ type: "error", error: { type, message: "not now" } });

const ANSWERS: Readonly<Record<Wanted, (response: ServerResponse) => void>> = {
  answer: (response) => void response.writeHead(200, { "content-type": "application/json" }).end(ANSWER_TEXT),
  stream: (response) => void streaming(response).end(STREAM_TEXT),
  busy: (response) =>
    void response
      .writeHead(429, { "content-type": "application/json", "retry-after": String(RETRY_AFTER_S) })
      .end(errorText("rate_limit_error")),
  error: (response) => void response.writeHead(500, { "content-type": "application/json" }).end(errorText("api_error")),
  cut: (response) => void streaming(response).write(START + WORDS, () => response.destroy()),
  endless: (response) => void streaming(response).write(START),
};

const streaming = (response: ServerResponse): ServerResponse =>
  response.writeHead(200, { "content-type": "text/event-stream" });

function wantedBy(body: string): Wanted {
  const { want } = JSON.parse(body) as { readonly want?: unknown };
  return typeof want === "string" && Object.hasOwn(ANSWERS, want) ? (want as Wanted) : "answer";
}

export async function loopbackProvider(): Promise<LoopbackProvider> {
  const received: Received[] = [];
  let dropped = 0;
  const server = createServer(async (request, response) => {
    let body = "";
    request.setEncoding("utf8");
    for await (const piece of request) body += String(piece);
    received.push({ url: request.url ?? "", headers: request.headers, body });
    response.on("close", () => {
      dropped += response.writableFinished ? 0 : 1;
    });
    ANSWERS[wantedBy(body)](response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received,
    dropped: () => dropped,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

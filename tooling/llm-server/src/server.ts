import { once } from "node:events";
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from "node:http";
import { text } from "node:stream/consumers";
import { setTimeout as wait } from "node:timers/promises";
import { anthropicMessages } from "./dialects/anthropic-messages.ts";
import { bedrock } from "./dialects/bedrock.ts";
import type { Dialect, Said, ServerEvent } from "./dialects/dialect.ts";
import { gemini } from "./dialects/gemini.ts";
import { openaiChat } from "./dialects/openai-chat.ts";
import { openaiResponses } from "./dialects/openai-responses.ts";
import { vertex } from "./dialects/vertex.ts";
import { type Answer, type Failure, prompter, type Script } from "./script.ts";

/** A request as it came. */
export interface SeenRequest {
  readonly method: string;
  /** With its query. */
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface LlmServer extends AsyncDisposable {
  /** What takes the place of `https://api.anthropic.com` and its like. */
  readonly url: string;
  /** Everything that was asked until now, in order. */
  readonly requests: readonly SeenRequest[];
}

const DIALECTS: readonly Dialect[] = [anthropicMessages, openaiResponses, openaiChat, bedrock, vertex, gemini];

/** Listens on a free port of the loopback address, and speaks each protocol as it is asked. */
export async function startLlmServer(script: Script): Promise<LlmServer> {
  const requests: SeenRequest[] = [];
  const turnOf = prompter(script);
  const server = createServer((request, response) => {
    handle(request, response).catch((error: unknown) => {
      if (!response.headersSent) json(response, 500, { error: { message: String(error) } });
      else response.destroy();
    });
  });

  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { method = "", url: path = "", headers } = request;
    const body = await text(request);
    requests.push({ method, path, headers, body });
    const { pathname } = new URL(path, "http://localhost");
    for (const dialect of DIALECTS) {
      const counted = dialect.count(pathname);
      if (counted) return json(response, 200, counted);
      const parsed: unknown = body === "" ? null : JSON.parse(body);
      const asked = dialect.read(pathname, parsed);
      if (!asked) continue;
      const turn = turnOf(body, asked.answered);
      if (turn.kind === "hang") return;
      if (turn.kind === "failure") return fail(response, dialect, turn);
      const said = { id: `${requests.length}`, model: asked.model, answer: turn };
      return asked.stream ? stream(response, dialect, said) : whole(response, dialect, said);
    }
    json(response, 404, { error: { message: `nothing is at ${method} ${path}` } });
  };

  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the server has no port");
  return {
    url: `http://127.0.0.1:${address.port}`,
    requests,
    [Symbol.asyncDispose]: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
}

function json(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
}

function fail(response: ServerResponse, dialect: Dialect, { status, retryAfterSeconds }: Failure): void {
  if (retryAfterSeconds !== undefined) response.setHeader("retry-after", String(retryAfterSeconds));
  json(response, status, dialect.failure(status, retryAfterSeconds));
}

async function whole(response: ServerResponse, dialect: Dialect, said: Said): Promise<void> {
  await thought(said.answer);
  if (said.answer.cut) response.destroy();
  else json(response, 200, dialect.whole(said));
}

async function stream(response: ServerResponse, dialect: Dialect, said: Said): Promise<void> {
  await thought(said.answer);
  const { type, encode } = dialect.stream ?? SERVER_SENT;
  response.writeHead(200, { "content-type": type });
  const events = dialect.events(said);
  const bytes = (some: readonly ServerEvent[]): Buffer => Buffer.concat(some.map(encode));
  if (!said.answer.cut) {
    response.end(bytes(events));
    return;
  }
  // What is written is sent before the connection breaks.
  await new Promise((sent) => response.write(bytes(events.slice(0, events.length / 2)), sent));
  response.destroy();
}

async function thought({ afterMs }: Answer): Promise<void> {
  if (afterMs !== undefined) await wait(afterMs);
}

const SERVER_SENT: NonNullable<Dialect["stream"]> = {
  type: "text/event-stream",
  encode: ({ event, data }) => {
    const named = event === undefined ? "" : `event: ${event}\n`;
    return Buffer.from(`${named}data: ${typeof data === "string" ? data : JSON.stringify(data)}\n\n`);
  },
};

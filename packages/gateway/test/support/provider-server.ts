import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

interface Received {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage["headers"];
  readonly rawHeaders: readonly string[];
  readonly body: string;
}

export interface ProviderServer extends AsyncDisposable {
  readonly url: string;
  readonly port: number;
  /** Whole requests, in the order in which they came. */
  readonly received: readonly Received[];
  readonly server: Server;
}

export type Answering = (response: ServerResponse, received: Received) => void | Promise<void>;

/** A server on loopback that answers as a provider would. */
export async function providerServer(answer: Answering): Promise<ProviderServer> {
  const received: Received[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const { method = "", url = "", headers, rawHeaders } = request;
    const seen = { method, url, headers, rawHeaders, body: Buffer.concat(chunks).toString("utf8") };
    received.push(seen);
    await answer(response, seen);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    received,
    server,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

export function json(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, { "content-type": "application/json", ...headers });
  response.end(JSON.stringify(body));
}

/** Named events as Anthropic and the Responses API send them; an event without a type is bare data. */
export function sseText(events: readonly unknown[]): string {
  return events
    .map((event) => {
      const type = (event as { type?: unknown }).type;
      const name = typeof type === "string" ? `event: ${type}\n` : "";
      return `${name}data: ${typeof event === "string" ? event : JSON.stringify(event)}\n\n`;
    })
    .join("");
}

export function sse(response: ServerResponse, events: readonly unknown[], headers: Record<string, string> = {}): void {
  response.writeHead(200, { "content-type": "text/event-stream; charset=utf-8", ...headers });
  response.end(sseText(events));
}

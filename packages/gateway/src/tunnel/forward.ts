import { request as httpRequest, type IncomingMessage, type ServerResponse } from "node:http";
import type { TunnelFact } from "../facts.ts";
import { forwardedHeaders, responseHeaders } from "../proxy/headers.ts";
import { messageBrake } from "../proxy/message-brake.ts";
import { pump } from "../proxy/pump.ts";
import type { Route } from "../route.ts";
import { canonicalHost } from "./allow-list.ts";
import { blockedBecause } from "./connect.ts";
import { dial } from "./dial.ts";

function answer(response: ServerResponse, status: number, words: string): void {
  if (response.headersSent) return void response.destroy();
  response.writeHead(status, { "content-type": "text/plain", connection: "close" });
  response.end(`${words}\n`);
}

/** Where a request in absolute form wants to go; null when that is nowhere. */
function placeOf(url: string): { readonly host: string; readonly port: number; readonly path: string } | null {
  const parsed = URL.parse(url);
  if (parsed?.protocol !== "http:" || parsed.username !== "" || parsed.password !== "") return null;
  return {
    host: canonicalHost(parsed.hostname),
    port: parsed.port === "" ? 80 : Number(parsed.port),
    path: `${parsed.pathname}${parsed.search}`,
  };
}

/** A plain request to an allowed host, as clients send it to a proxy for `http:` addresses. */
export async function forward(route: Route, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const to = placeOf(request.url ?? "");
  if (!to) return answer(response, 400, "a proxy forwards http addresses without user and password");
  const { host, port, path } = to;
  const started = performance.now();
  let receivedBytes = 0;
  const tell = (fact: Partial<TunnelFact>): void =>
    route.emit({
      kind: "tunnel",
      run: route.run,
      host,
      port,
      blocked: null,
      error: null,
      sentBytes: 0,
      receivedBytes,
      ...fact,
      durationMs: performance.now() - started,
    });
  const blocked = blockedBecause(route, host, port);
  if (blocked !== null) {
    tell({ blocked });
    return answer(response, 403, `${host}:${port} is blocked: ${blocked}`);
  }
  try {
    const socket = await dial(host, port, route.allow.namesAddress(host), route.closing);
    const headers = { ...forwardedHeaders(request), host: request.headers.host ?? host, connection: "close" };
    const asking = httpRequest({
      createConnection: () => socket,
      method: request.method,
      path,
      headers,
      setHost: false,
    });
    const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
    asking.on("response", resolve);
    asking.on("error", reject);
    request.on("error", () => asking.destroy());
    response.on("close", () => socket.destroy());
    request.pipe(asking);
    const given = await promise;
    response.writeHead(given.statusCode ?? 502, responseHeaders(given));
    response.flushHeaders();
    const end = await pump({ body: given, brake: messageBrake(given) }, response, route.shared.pace, (chunk) => {
      receivedBytes += chunk.length;
    });
    tell({ sentBytes: socket.bytesWritten, error: end === "complete" || end === "client-abort" ? null : end });
  } catch (error) {
    const { code = "no code" } = error as NodeJS.ErrnoException;
    const own = code === "EOWNADDRESS" ? "its name leads to this machine" : null;
    tell(own === null ? { error: code } : { blocked: own });
    answer(response, own === null ? 502 : 403, `${host}:${port}: ${own ?? code}`);
  }
}
